package io.plumbline.eval.calibration.agreement;

/// The degree of agreement of two ratings by their distance on the scale: 1 for equal ratings, 0 for opposite
/// ends.
public enum AgreementWeights {
    /// Cohen's unweighted kappa: only equal ratings agree.
    NONE {
        @Override
        double of(double distance) {
            return distance == 0 ? 1 : 0;
        }
    },
    LINEAR {
        @Override
        double of(double distance) {
            return 1 - distance;
        }
    },
    QUADRATIC {
        @Override
        double of(double distance) {
            return 1 - distance * distance;
        }
    };

    /// @param distance share of the scale between the two ratings, 0..1
    abstract double of(double distance);
}
