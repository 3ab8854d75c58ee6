package io.plumbline.eval.redteam;

import io.plumbline.clients.gateway.GatewayClient;
import io.plumbline.clients.gateway.ServedRoute;
import io.plumbline.eval.redteam.ledger.Campaign;
import io.plumbline.eval.redteam.ledger.CampaignSchedule;
import io.plumbline.eval.redteam.ledger.ScheduleStore;
import io.plumbline.eval.redteam.ledger.ScheduleStore.Scheduled;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.tenancy.Tenancy;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Starts the nightly campaigns that are due: one on each production route of a team. A schedule that was set after
/// its hour runs the same day. One whose time without guards is over runs with guards, and its log and audit events
/// state it.
final class NightlyCampaigns {

    private static final Logger log = LoggerFactory.getLogger(NightlyCampaigns.class);
    private static final int PAGE = 500;

    private final ScheduleStore schedules;
    private final CampaignService campaigns;
    private final GatewayClient gateway;
    private final Clock clock;

    NightlyCampaigns(ScheduleStore schedules, CampaignService campaigns, GatewayClient gateway, Clock clock) {
        this.schedules = schedules;
        this.campaigns = campaigns;
        this.gateway = gateway;
        this.clock = clock;
    }

    void run() {
        if (!Tenancy.asWorker(schedules::isAnyDue)) {
            return;
        }
        // First, so that an unavailable gateway leaves the schedules due.
        List<ServedRoute> routes = production();
        Tenancy.asWorker(() -> schedules.takeDue().forEach(due -> start(due, routes)));
    }

    private void start(Scheduled due, List<ServedRoute> routes) {
        LocalDate night = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        boolean expired = isExpired(due);
        if (expired) {
            log.atWarn()
                    .addKeyValue("team", due.team())
                    .log("Nightly campaigns run with guards: 30 days ago they were last allowed to bypass them");
        }
        for (ServedRoute route : routes) {
            if (route.team().equals(due.team())) {
                start(due, expired ? due.schedule().withGuards() : due.schedule(), route, night);
            }
        }
    }

    private boolean isExpired(Scheduled due) {
        Instant until = due.withoutGuardsUntil();
        return due.schedule().comparesWithoutGuards() && (until == null || until.isBefore(clock.instant()));
    }

    private void start(Scheduled due, CampaignSchedule schedule, ServedRoute route, LocalDate night) {
        try {
            campaigns.insert(
                    due.team(),
                    schedule.on(due.team(), route.name(), night),
                    new Campaign.Origin(due.setBy(), null, true),
                    isExpired(due));
        } catch (ProblemException e) {
            log.atWarn()
                    .addKeyValue("team", due.team())
                    .addKeyValue("route", route.name())
                    .addKeyValue("reason", e.getMessage())
                    .log("A nightly campaign was not started");
        }
    }

    private List<ServedRoute> production() {
        List<ServedRoute> routes = new ArrayList<>();
        String cursor = null;
        do {
            GatewayClient.RoutePage page = gateway.routes(PAGE, cursor);
            page.items().stream()
                    .filter(route -> route.environment().equals("PRODUCTION"))
                    .forEach(routes::add);
            cursor = page.nextCursor();
        } while (cursor != null);
        return routes;
    }
}
