package io.plumbline.eval.redteam.ledger;

import io.plumbline.kit.audit.AuditAction;

/// Audit actions of red-team campaigns.
public enum CampaignAction implements AuditAction {
    REQUESTED("eval.campaign.requested", "A red-team campaign was requested, with or without bypassing the guards."),
    FINISHED("eval.campaign.finished", "A red-team campaign ended with results."),
    FAILED("eval.campaign.failed", "A red-team campaign could not run as requested."),
    CANCELLED("eval.campaign.cancelled", "A red-team campaign was cancelled."),
    INCIDENT_OPENED("eval.campaign.incidentOpened", "An incident was opened for a finding of a red-team campaign."),
    PROBE_KEPT(
            "eval.campaign.probeKept",
            "Successful attacks of a finding were kept as regression probes for later campaigns on the target."),
    PROBE_DROPPED("eval.campaign.probeDropped", "A regression probe was deleted."),
    SCHEDULED("eval.campaign.scheduled", "The nightly campaign of a team was set or changed."),
    UNSCHEDULED("eval.campaign.unscheduled", "The nightly campaign of a team was deleted.");

    private final String code;
    private final String meaning;

    CampaignAction(String code, String meaning) {
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
