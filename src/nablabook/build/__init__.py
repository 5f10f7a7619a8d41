"""From text to notebooks: course/ -> source/ -> release/, in one direction."""
