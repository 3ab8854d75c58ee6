package io.plumbline.eval.redteam;

import io.plumbline.kit.problem.ProblemType;
import org.springframework.http.HttpStatus;

/// Problems of red-team campaigns.
enum CampaignProblem implements ProblemType {
    CAMPAIGN_INVALID(HttpStatus.BAD_REQUEST, "The campaign cannot run"),
    CAMPAIGN_ALREADY_FINISHED(HttpStatus.CONFLICT, "The campaign has already finished"),
    CAMPAIGN_NOT_FINISHED(HttpStatus.CONFLICT, "The campaign has not finished yet"),
    TOO_MANY_CAMPAIGNS(HttpStatus.TOO_MANY_REQUESTS, "Too many campaigns of the team are unfinished");

    private final HttpStatus status;
    private final String title;

    CampaignProblem(HttpStatus status, String title) {
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
