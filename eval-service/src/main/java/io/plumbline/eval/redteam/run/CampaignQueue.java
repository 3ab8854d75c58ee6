package io.plumbline.eval.redteam.run;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import io.plumbline.eval.redteam.ledger.CampaignStore;
import io.plumbline.kit.tenancy.Tenancy;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;

/// Queues campaigns for any free replica.
public final class CampaignQueue {

    static final TaskDescriptor<Void> TASK = TaskDescriptor.of("campaign");
    static final TaskDescriptor<Void> SWEEP = TaskDescriptor.of("campaign-sweep");

    /// After gates.
    private static final int PRIORITY = 5;

    private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(1);

    private final ObjectProvider<SchedulerClient> scheduler;
    private final Clock clock;

    CampaignQueue(ObjectProvider<SchedulerClient> scheduler, Clock clock) {
        this.scheduler = scheduler;
        this.clock = clock;
    }

    /// Queues a campaign once; idempotent.
    public void put(UUID campaign) {
        scheduler
                .getObject()
                .scheduleIfNotExists(
                        TASK.instance(campaign.toString()).priority(PRIORITY).scheduledTo(clock.instant()));
    }

    /// Queues campaigns that a replica stored but failed to queue before it died.
    void sweep(CampaignStore campaigns) {
        Tenancy.asWorker(() -> campaigns.unended(FORGOTTEN_AFTER)).forEach(this::put);
    }
}
