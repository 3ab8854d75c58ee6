package io.plumbline.eval.redteam;

import io.plumbline.eval.redteam.ledger.CampaignSchedule;
import io.plumbline.eval.suite.document.SuiteDocument;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/red-team/schedules")
class CampaignScheduleController {

    private final CampaignSchedules schedules;

    CampaignScheduleController(CampaignSchedules schedules) {
        this.schedules = schedules;
    }

    /// Sets the nightly campaign of a team: every night, each of its production routes is attacked with other probes.
    @PutMapping("/{team}")
    @RequiresPermission(Permission.CAMPAIGN_RUN)
    ScheduleResponse put(
            @PathVariable @Pattern(regexp = SuiteDocument.NAME) String team,
            @Valid @RequestBody CampaignSchedule schedule) {
        return schedules.put(team, schedule);
    }

    @GetMapping("/{team}")
    @RequiresPermission(Permission.CAMPAIGN_READ)
    ScheduleResponse get(@PathVariable String team) {
        return schedules.get(team);
    }

    @DeleteMapping("/{team}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @RequiresPermission(Permission.CAMPAIGN_RUN)
    void delete(@PathVariable String team) {
        schedules.delete(team);
    }
}
