package io.plumbline.eval.calibration;

import io.plumbline.kit.audit.AuditAction;

/// Audit actions of calibrations.
enum CalibrationAction implements AuditAction {
    RECORDED("eval.calibration.recorded", "A judge was calibrated against human labels."),
    CONFIRMATION_REQUESTED(
            "eval.calibration.confirmationRequested", "A second person's confirmation of a calibration was requested."),
    CONFIRMED("eval.calibration.confirmed", "A second person confirmed a calibration. Gates may use it."),
    REFUSED("eval.calibration.refused", "The confirmation of a calibration was rejected, or the request expired."),
    SENTINELS_SEEN("eval.calibration.sentinelsSeen", "A judge rated its sentinels again, to detect drift."),
    SENTINELS_UNSEEN(
            "eval.calibration.sentinelsUnseen", "A judge returned too few ratings of its sentinels to detect drift.");

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
