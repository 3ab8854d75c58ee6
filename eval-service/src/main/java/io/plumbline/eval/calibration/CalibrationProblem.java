package io.plumbline.eval.calibration;

import io.plumbline.kit.problem.ProblemType;
import org.springframework.http.HttpStatus;

/// Problems of calibrations.
enum CalibrationProblem implements ProblemType {
    CALIBRATION_INVALID(HttpStatus.BAD_REQUEST, "The calibration is invalid"),
    CALIBRATION_STALE(HttpStatus.CONFLICT, "The calibration is out of date"),
    CALIBRATION_UNCONFIRMABLE(HttpStatus.CONFLICT, "The calibration cannot be confirmed");

    private final HttpStatus status;
    private final String title;

    CalibrationProblem(HttpStatus status, String title) {
        this.status = status;
        this.title = title;
    }

    @Override
    public HttpStatus status() {
        return status;
    }

    @Override
    public String title() {
        return title;
    }
}
