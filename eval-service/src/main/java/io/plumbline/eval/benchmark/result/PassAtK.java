package io.plumbline.eval.benchmark.result;

/// The unbiased estimate of pass@k: the probability that at least one of k samples passes, from n samples of which c
/// passed.
///
/// @see <a href="https://arxiv.org/abs/2107.03374">Chen et al. 2021</a>
public final class PassAtK {

    private PassAtK() {}

    /// Returns 1 − C(n − c, k) / C(n, k), as a product that cannot overflow.
    ///
    /// @param samples n, at least k
    /// @param passed c, 0..n
    /// @param k at least 1
    public static double of(int samples, int passed, int k) {
        if (k < 1 || k > samples || passed < 0 || passed > samples) {
            throw new IllegalArgumentException("pass@" + k + " of " + passed + " in " + samples);
        }
        if (samples - passed < k) {
            return 1;
        }
        double none = 1;
        for (int i = samples - passed + 1; i <= samples; i++) {
            none *= 1 - (double) k / i;
        }
        return 1 - none;
    }
}
