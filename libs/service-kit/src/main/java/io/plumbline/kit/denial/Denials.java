package io.plumbline.kit.denial;

import io.plumbline.audit.Actor;
import io.plumbline.audit.AuditEvent;
import io.plumbline.audit.AuditEventBuilder;
import io.plumbline.audit.AuditLog;
import io.plumbline.audit.Outcome;
import io.plumbline.audit.Resource;
import io.plumbline.audit.UuidV7;
import io.plumbline.audit.payload.Pseudonyms;
import io.plumbline.kit.ServiceProperties;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.ProblemObserver;
import io.plumbline.kit.problem.ProblemWriter;
import io.plumbline.kit.security.Caller;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.HandlerPermission;
import io.plumbline.kit.security.credential.NamedApiKeys;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerMapping;

/// Records denied requests. For each caller and permission, it writes one audit event and one log line with the
/// count: a few seconds after the first denial and then once a minute ([DenialCounts]). The denied request waits
/// for neither.
///
/// It stores no raw address or path, only a keyed hash of the address and the pattern of the handler. While the
/// database is unavailable, it continues counting within the same bounds. Denials that it cannot report when the
/// service stops are only in the service log. Unreported denials of a killed process are lost. Thread-safe.
final class Denials implements ProblemObserver, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Denials.class);
    private static final int ADDRESS_DIGITS = 16;

    private final AuditLog events;
    private final TransactionTemplate transactions;
    private final Pseudonyms pseudonyms;
    private final NamedApiKeys keys;
    private final UuidV7 ids;
    private final Clock clock;
    private final String service;
    private final DenialCounts counts;
    private final ReentrantLock reporting = new ReentrantLock();
    private boolean failing;

    /// @param events appended in the given transactions
    Denials(
            AuditLog events,
            TransactionTemplate transactions,
            Pseudonyms pseudonyms,
            NamedApiKeys keys,
            UuidV7 ids,
            Clock clock,
            ServiceProperties service) {
        this.events = events;
        this.transactions = transactions;
        this.pseudonyms = pseudonyms;
        this.keys = keys;
        this.ids = ids;
        this.clock = clock;
        this.service = service.service();
        counts = new DenialCounts(others("several"), others(DenialKey.ANONYMOUS));
    }

    private static DenialKey others(String type) {
        return new DenialKey(new Actor(type, "others"), Caller.PLATFORM_TEAM, DenialKey.NO_PERMISSION, "several", null);
    }

    @Override
    public void answered(ProblemException problem, HttpServletRequest request) {
        if (problem.type().isDenial()) {
            counts.add(denied(problem, request), operationOf(request), ProblemWriter.currentTraceId(), clock.instant());
        }
    }

    private DenialKey denied(ProblemException problem, HttpServletRequest request) {
        String slug = problem.type().slug();
        String permission = permissionOf(problem, request);
        Caller caller = Callers.find().orElse(null);
        if (caller == null) {
            return new DenialKey(
                    new Actor(DenialKey.ANONYMOUS, sourceOf(request)),
                    Caller.PLATFORM_TEAM,
                    permission,
                    slug,
                    keys.namedBy(request).orElse(null));
        }
        String type = caller.type().name().toLowerCase(Locale.ROOT).replace('_', '-');
        return new DenialKey(new Actor(type, caller.id()), teamOf(caller), permission, slug, null);
    }

    private static String permissionOf(ProblemException problem, HttpServletRequest request) {
        if (problem.properties().get("permission") instanceof String named) {
            return named;
        }
        if (request.getAttribute(HandlerMapping.BEST_MATCHING_HANDLER_ATTRIBUTE) instanceof HandlerMethod handler) {
            HandlerPermission required = HandlerPermission.of(handler);
            return required == null
                    ? DenialKey.NO_PERMISSION
                    : required.permission().code();
        }
        return DenialKey.NO_PERMISSION;
    }

    private static String teamOf(Caller caller) {
        Set<String> teams = caller.teams();
        return teams.size() == 1 && !teams.contains(Caller.EVERY_TEAM)
                ? teams.iterator().next()
                : Caller.PLATFORM_TEAM;
    }

    private String sourceOf(HttpServletRequest request) {
        String hash = pseudonyms.of("source address\n" + request.getRemoteAddr());
        return "address-" + hash.substring(hash.length() - ADDRESS_DIGITS);
    }

    private static @Nullable String operationOf(HttpServletRequest request) {
        return request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE) instanceof String pattern
                ? request.getMethod() + " " + pattern
                : null;
    }

    @Scheduled(fixedDelayString = "PT2S")
    void report() {
        reporting.lock();
        try {
            List<DenialCounts.Sum> due = counts.due(clock.instant());
            if (due.isEmpty()) {
                return;
            }
            append(due);
            counts.reported(due, clock.instant());
            failing = false;
            due.forEach(sum -> log(sum, true));
        } catch (DataAccessException | TransactionException e) {
            log.atLevel(failing ? Level.DEBUG : Level.WARN)
                    .addKeyValue("cause", e.getClass().getSimpleName())
                    .log("Denied requests cannot be recorded now");
            failing = true;
        } finally {
            reporting.unlock();
        }
    }

    private void append(List<DenialCounts.Sum> sums) {
        transactions.executeWithoutResult(_ -> sums.forEach(sum -> events.append(event(sum))));
    }

    private AuditEvent event(DenialCounts.Sum sum) {
        DenialKey denied = sum.of();
        AuditEventBuilder event = AuditEvent.builder(ids.next())
                .service(service)
                .team(denied.team())
                .actor(denied.actor())
                .action(DenialAction.DENIED.code())
                .resource(new Resource("permission", denied.permission()))
                .outcome(Outcome.DENIED)
                .attribute("problem", denied.problem())
                .attribute("count", sum.count())
                .attribute("first", sum.first().toString())
                .attribute("last", sum.last().toString())
                .attribute("operations", sum.operations());
        if (denied.apiKey() != null) {
            event.attribute("apiKey", denied.apiKey());
        }
        if (sum.traceId() != null) {
            event.traceId(sum.traceId());
        }
        return event.build();
    }

    private static void log(DenialCounts.Sum sum, boolean recorded) {
        DenialKey denied = sum.of();
        log.atWarn()
                .addKeyValue(
                        "actor", denied.actor().type() + " " + denied.actor().id())
                .addKeyValue("team", denied.team())
                .addKeyValue("permission", denied.permission())
                .addKeyValue("problem", denied.problem())
                .addKeyValue("operations", sum.operations())
                .addKeyValue("count", sum.count())
                .addKeyValue("recorded", recorded)
                .log("Access was denied");
    }

    /// Reports all counts, whether due or not.
    @Override
    public void close() {
        reporting.lock();
        try {
            List<DenialCounts.Sum> rest = counts.due(Instant.MAX);
            boolean recorded = tryAppend(rest);
            counts.reported(rest, clock.instant());
            rest.forEach(sum -> log(sum, recorded));
        } finally {
            reporting.unlock();
        }
    }

    private boolean tryAppend(List<DenialCounts.Sum> sums) {
        try {
            append(sums);
            return true;
        } catch (DataAccessException | TransactionException e) {
            return false;
        }
    }
}
