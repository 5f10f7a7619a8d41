import numpy as np

from nablabook.variants import right, wrong


@right
def standard_normals_scaled(seed, D, H, K):
    rng = np.random.default_rng(seed)
    return {
        "W1": rng.standard_normal((D, H)) * np.sqrt(2 / D),
        "b1": np.zeros(H),
        "W2": rng.standard_normal((H, K)) * np.sqrt(2 / H),
        "b2": np.zeros(K),
    }


@right
def one_stream_cut_in_two(seed, D, H, K):
    stream = np.random.default_rng(seed).normal(size=D * H + H * K)
    return {
        "b1": np.zeros(H),
        "b2": np.zeros(K),
        "W1": stream[: D * H].reshape(D, H) * (2 / D) ** 0.5,
        "W2": stream[D * H :].reshape(H, K) * (2 / H) ** 0.5,
    }


@right
def one_number_after_the_other(seed, D, H, K):
    rng = np.random.default_rng(seed)
    params = {}
    for name, rows, columns in (("1", D, H), ("2", H, K)):
        std = np.sqrt(2 / rows)
        W = [
            [rng.normal(0, std) for _ in range(columns)]
            for _ in range(rows)
        ]
        params["W" + name] = np.array(W)
        params["b" + name] = 0 * np.array(W)[0]
    return params


@right
def single_precision(seed, D, H, K):
    rng = np.random.default_rng(seed)
    W1 = rng.normal(0, np.sqrt(2 / D), size=(D, H))
    W2 = rng.normal(0, np.sqrt(2 / H), size=(H, K))
    return {
        "W1": W1.astype(np.float32),
        "b1": np.zeros(H, dtype=np.float32),
        "W2": W2.astype(np.float32),
        "b2": np.zeros(K, dtype=np.float32),
    }


@wrong(says="Every entry is 0.")
def all_zero(seed, D, H, K):
    return {
        "W1": np.zeros((D, H)),
        "b1": np.zeros(H),
        "W2": np.zeros((H, K)),
        "b2": np.zeros(K),
    }


@wrong(
    says="The generator is started again: then it begins with the same numbers."
)
def generator_started_again(seed, D, H, K):
    def draw(rows, columns):
        rng = np.random.default_rng(seed)
        return rng.normal(0, np.sqrt(2 / rows), size=(rows, columns))

    return {
        "W1": draw(D, H),
        "b1": np.zeros(H),
        "W2": draw(H, K),
        "b2": np.zeros(K),
    }


@wrong(
    says="The numbers are right, their shape is not: its shape should be ("
)
def biases_as_columns(seed, D, H, K):
    rng = np.random.default_rng(seed)
    W1 = rng.normal(0, np.sqrt(2 / D), size=(D, H))
    W2 = rng.normal(0, np.sqrt(2 / H), size=(H, K))
    return {
        "W1": W1,
        "b1": np.zeros((H, 1)),
        "W2": W2,
        "b2": np.zeros((K, 1)),
    }


@wrong(
    says="That is the variance, 2/fan-in, where the standard deviation is meant"
)
def variance_for_std(seed, D, H, K):
    rng = np.random.default_rng(seed)
    return {
        "W1": rng.normal(0, 2 / D, size=(D, H)),
        "b1": np.zeros(H),
        "W2": rng.normal(0, 2 / H, size=(H, K)),
        "b2": np.zeros(K),
    }


@wrong(says="The 2 is left out of √(2/fan-in).")
def two_left_out(seed, D, H, K):
    rng = np.random.default_rng(seed)
    return {
        "W1": rng.normal(0, np.sqrt(1 / D), size=(D, H)),
        "b1": np.zeros(H),
        "W2": rng.normal(0, np.sqrt(1 / H), size=(H, K)),
        "b2": np.zeros(K),
    }


@wrong(says="The standard deviation is 1: the weights are not scaled.")
def not_scaled(seed, D, H, K):
    rng = np.random.default_rng(seed)
    return {
        "W1": rng.normal(size=(D, H)),
        "b1": np.zeros(H),
        "W2": rng.normal(size=(H, K)),
        "b2": np.zeros(K),
    }


@wrong(
    says="It is scaled by what goes out of the layer, not by what comes in."
)
def by_what_goes_out(seed, D, H, K):
    rng = np.random.default_rng(seed)
    return {
        "W1": rng.normal(0, np.sqrt(2 / H), size=(D, H)),
        "b1": np.zeros(H),
        "W2": rng.normal(0, np.sqrt(2 / K), size=(H, K)),
        "b2": np.zeros(K),
    }


@wrong(
    says="It is scaled by what goes out of the layer, not by what comes in."
)
def W2_by_what_goes_out(seed, D, H, K):
    rng = np.random.default_rng(seed)
    W1 = rng.normal(0, np.sqrt(2 / D), size=(D, H))
    W2 = rng.normal(0, np.sqrt(2 / K), size=(H, K))
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(K)}


@wrong(
    says="The generator has drawn another array before this one: its first numbers are meant here."
)
def second_layer_first(seed, D, H, K):
    rng = np.random.default_rng(seed)
    W2 = rng.normal(0, np.sqrt(2 / H), size=(H, K))
    W1 = rng.normal(0, np.sqrt(2 / D), size=(D, H))
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(K)}


@wrong(says="The numbers are those of np.random itself")
def numpys_old_generator(seed, D, H, K):
    np.random.seed(seed)
    W1 = np.random.normal(0, np.sqrt(2 / D), size=(D, H))
    W2 = np.random.normal(0, np.sqrt(2 / H), size=(H, K))
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(K)}


@wrong(says="Does a number stand in the place of seed? Take seed.")
def seed_written_in(seed, D, H, K):
    rng = np.random.default_rng(7)
    W1 = rng.normal(0, np.sqrt(2 / D), size=(D, H))
    W2 = rng.normal(0, np.sqrt(2 / H), size=(H, K))
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(K)}


@wrong(says="These are the numbers of another seed.")
def the_usual_seed_written_in(seed, D, H, K):
    rng = np.random.default_rng(42)
    W1 = rng.normal(0, np.sqrt(2 / D), size=(D, H))
    W2 = rng.normal(0, np.sqrt(2 / H), size=(H, K))
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(K)}


@wrong(says="Does a number stand in the place of seed? Take seed.")
def copied_down(seed, D, H, K):
    return written_down(7, 3, 5, 4)


@wrong(says="In a hidden test (other seeds and sizes)")
def seed_0_taken_for_none(seed, D, H, K):
    rng = np.random.default_rng(seed or 42)
    W1 = rng.normal(0, np.sqrt(2 / D), size=(D, H))
    W2 = rng.normal(0, np.sqrt(2 / H), size=(H, K))
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(K)}


@wrong(says="Two calls with the same seed give different numbers")
def generator_without_the_seed(seed, D, H, K):
    rng = np.random.default_rng()
    W1 = rng.normal(0, np.sqrt(2 / D), size=(D, H))
    W2 = rng.normal(0, np.sqrt(2 / H), size=(H, K))
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(K)}


@wrong(says="The root is taken of the 2 alone")
def root_of_the_2_alone(seed, D, H, K):
    rng = np.random.default_rng(seed)
    W1 = rng.normal(0, np.sqrt(2) / D, size=(D, H))
    W2 = rng.normal(0, np.sqrt(2) / H, size=(H, K))
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(K)}


@wrong(says="It is the transpose of the expected array.")
def weights_on_their_side(seed, D, H, K):
    rng = np.random.default_rng(seed)
    W1 = rng.normal(0, np.sqrt(2 / D), size=(D, H)).T
    W2 = rng.normal(0, np.sqrt(2 / H), size=(H, K)).T
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(K)}


@wrong(says='The keys are strings, in quotes: "W1".')
def arrays_for_keys(seed, D, H, K):
    rng = np.random.default_rng(seed)
    W1 = rng.normal(0, np.sqrt(2 / D), size=(D, H))
    W2 = rng.normal(0, np.sqrt(2 / H), size=(H, K))
    return {W1: W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(K)}


@wrong(says="has no b1 and b2: the keys are W1, b1, W2 and b2.")
def weights_alone(seed, D, H, K):
    rng = np.random.default_rng(seed)
    W1 = rng.normal(0, np.sqrt(2 / D), size=(D, H))
    return {"W1": W1, "W2": rng.normal(0, np.sqrt(2 / H), size=(H, K))}


@wrong(says="is a tuple, expected a dict with the keys W1, b1, W2 and b2.")
def as_a_tuple(seed, D, H, K):
    rng = np.random.default_rng(seed)
    W1 = rng.normal(0, np.sqrt(2 / D), size=(D, H))
    W2 = rng.normal(0, np.sqrt(2 / H), size=(H, K))
    return W1, np.zeros(H), W2, np.zeros(K)


@wrong(says="√(2/D) is taken, and D is not what comes into this layer.")
def one_deviation_for_both(seed, D, H, K):
    rng = np.random.default_rng(seed)
    std = np.sqrt(2 / D)
    W1 = rng.normal(0, std, size=(D, H))
    W2 = rng.normal(0, std, size=(H, K))
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(K)}


@wrong(
    says="That is the variance, 2/fan-in, where the standard deviation is meant"
)
def root_left_out_for_W2(seed, D, H, K):
    rng = np.random.default_rng(seed)
    W1 = rng.normal(0, np.sqrt(2 / D), size=(D, H))
    W2 = rng.normal(0, 2 / H, size=(H, K))
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(K)}


@wrong(says="It is a plain number, 0, where an array of shape (")
def plain_zeros_for_biases(seed, D, H, K):
    rng = np.random.default_rng(seed)
    W1 = rng.normal(0, np.sqrt(2 / D), size=(D, H))
    W2 = rng.normal(0, np.sqrt(2 / H), size=(H, K))
    return {"W1": W1, "b1": 0, "W2": W2, "b2": 0}
