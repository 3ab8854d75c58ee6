package io.plumbline.monitoring.drift.statistics;

/// How far a window is from its baseline.
///
/// @param mmd squared maximum mean discrepancy of a Gaussian kernel, unbiased; about 0 without drift
/// @param pValue of the squared discrepancy, by permutation
/// @param energy energy distance
/// @param centroid cosine distance of the means
/// @param auc how well a linear classifier separates the window from the baseline, cross-fitted; 0.5 without drift
/// @param psi population stability index over clusters of the baseline
/// @param psiLimit value that the index exceeds by chance in 1 % of windows of this size
public record DriftStatistics(
        double mmd, double pValue, double energy, double centroid, double auc, double psi, double psiLimit) {}
