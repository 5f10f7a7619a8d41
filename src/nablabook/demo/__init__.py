"""A class from nothing: the course is built and released, handed in, graded and given back, in a course root apart."""
