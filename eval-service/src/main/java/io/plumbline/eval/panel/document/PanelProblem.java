package io.plumbline.eval.panel.document;

import io.plumbline.kit.problem.ProblemType;
import org.springframework.http.HttpStatus;

/// Problems of panels.
public enum PanelProblem implements ProblemType {
    PANEL_INVALID(HttpStatus.BAD_REQUEST, "The panel is invalid"),
    PANEL_LABELLED(HttpStatus.CONFLICT, "The panel has labels"),
    PANEL_CLOSED(HttpStatus.CONFLICT, "The panel takes no more labels"),
    PANEL_FULL(HttpStatus.CONFLICT, "The panel has all its annotators"),
    LABELS_INVALID(HttpStatus.BAD_REQUEST, "The labels cannot be imported"),
    PERSON_REQUIRED(HttpStatus.FORBIDDEN, "Only a person may decide this"),
    ITEM_UNDISPUTED(HttpStatus.CONFLICT, "The annotators do not disagree on the item"),
    AUTHOR_MAY_NOT_ADJUDICATE(HttpStatus.FORBIDDEN, "The author of a panel may not decide on its items"),
    ASSIGNMENT_DECIDED(HttpStatus.CONFLICT, "The item has another label already");

    private final HttpStatus status;
    private final String title;

    PanelProblem(HttpStatus status, String title) {
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
