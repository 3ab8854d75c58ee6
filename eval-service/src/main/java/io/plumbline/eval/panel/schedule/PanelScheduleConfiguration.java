package io.plumbline.eval.panel.schedule;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.plumbline.eval.panel.PanelCatalog;
import io.plumbline.eval.panel.PanelCheck;
import io.plumbline.eval.panel.design.PanelItems;
import io.plumbline.eval.sibling.AuthorRights;
import io.plumbline.eval.sibling.SiblingServices;
import io.plumbline.kit.audit.AuditTrail;
import java.time.Clock;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/// Configures schedules of panels.
@Configuration(proxyBeanMethods = false)
class PanelScheduleConfiguration {

    private static final Duration LOOK_EVERY = Duration.ofSeconds(5);

    @Bean
    PanelSchedules panelSchedules(
            PanelScheduleStore schedules,
            PanelSchedules.Panels panels,
            SiblingServices siblings,
            AuditTrail trail,
            TransactionTemplate transactions,
            JsonMapper json,
            Clock clock) {
        return new PanelSchedules(schedules, panels, siblings, trail, transactions, json, clock);
    }

    @Bean
    PanelSchedules.Panels scheduledPanels(
            PanelCheck check, PanelItems items, PanelCatalog catalog, AuthorRights rights) {
        return new PanelSchedules.Panels(check, items, catalog, rights);
    }

    @Bean
    Task<Void> scheduledPanelTask(PanelSchedules schedules) {
        return Tasks.recurring(TaskDescriptor.of("panel-schedule"), FixedDelay.of(LOOK_EVERY))
                .execute((_, _) -> schedules.run());
    }
}
