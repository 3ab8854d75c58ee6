package io.plumbline.eval.calibration.agreement;

/// How much a pair of ratings agrees, by how far apart the two are on the scale: 1 for the same, 0 for the
/// opposite ends.
public enum AgreementWeights {
    /// Cohen's unweighted kappa: nothing but the same rating agrees.
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
