package io.plumbline.eval.calibration;

import io.plumbline.kit.audit.AuditAction;

/// Audit actions of calibrations.
enum CalibrationAction implements AuditAction {
    RECORDED("eval.calibration.recorded", "A judge was held against people's labels."),
    CONFIRMATION_REQUESTED(
            "eval.calibration.confirmationRequested", "A second person was asked to confirm a calibration for gates."),
    CONFIRMED("eval.calibration.confirmed", "A second person confirmed a calibration: gates may decide by it."),
    REFUSED(
            "eval.calibration.refused",
            "A calibration was not confirmed: the request was rejected, or nobody decided in time."),
    SENTINELS_SEEN("eval.calibration.sentinelsSeen", "A judge's sentinels were looked at, to see whether it drifts."),
    SENTINELS_UNSEEN(
            "eval.calibration.sentinelsUnseen",
            "A judge gave too few verdicts on its sentinels to see whether it drifts.");

    private final String code;
    private final String meaning;

    CalibrationAction(String code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public String meaning() {
        return meaning;
    }
}
