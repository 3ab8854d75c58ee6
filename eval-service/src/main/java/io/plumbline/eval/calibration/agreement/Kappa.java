package io.plumbline.eval.calibration.agreement;

import io.plumbline.eval.statistics.ConfidenceInterval;

/// Agreement beyond chance.
///
/// @param value 1 for perfect, 0 for chance, below 0 for less than chance
/// @param standardError large-sample, of Fleiss, Cohen and Everitt; 0 without any disagreement
/// @param interval within −1..1
public record Kappa(double value, double standardError, ConfidenceInterval interval) {}
