package io.plumbline.registry.dataset.file;

import io.plumbline.kit.problem.ProblemType;
import org.springframework.http.HttpStatus;

/// Problems of uploads.
public enum DatasetProblem implements ProblemType {
    INVALID_DATASET(HttpStatus.BAD_REQUEST, "The dataset is invalid"),
    UNKNOWN_DATASET_FORMAT(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "The file has an unknown format"),
    DATASET_BLOCKED(HttpStatus.CONFLICT, "The policy blocks the dataset version"),
    TOO_MANY_UPLOADS(HttpStatus.TOO_MANY_REQUESTS, "Too many uploads in progress");

    private final HttpStatus status;
    private final String title;

    DatasetProblem(HttpStatus status, String title) {
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
