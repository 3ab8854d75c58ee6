package io.plumbline.monitoring.alert.silence;

import io.plumbline.audit.UuidV7;
import io.plumbline.kit.audit.AuditEntry;
import io.plumbline.kit.audit.AuditTrail;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.web.Cursor;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import io.plumbline.monitoring.alert.Alert;
import io.plumbline.monitoring.alert.AlertMatcher;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Creates and ends silences. They are kept, as a record of what was silenced, and never changed otherwise.
@Service
@Transactional
public class AlertSilences {

    private static final Duration LONGEST = Duration.ofDays(90);
    private static final Duration TOLERANCE = Duration.ofMinutes(5);
    private static final int MOST = 100;

    private final SilenceStore store;
    private final AuditTrail trail;
    private final UuidV7 ids;
    private final Clock clock;

    AlertSilences(SilenceStore store, AuditTrail trail, UuidV7 ids, Clock clock) {
        this.store = store;
        this.trail = trail;
        this.ids = ids;
        this.clock = clock;
    }

    /// @throws ProblemException 400 for an invalid time; 403 if the caller may not; 409 if the team has 100 silences
    AlertSilenceResponse create(AlertSilenceRequest request) {
        String team = Callers.current().teamFor(Permission.MONITOR_WRITE, request.team());
        Instant now = clock.instant();
        Instant from = request.startsAt() == null ? now : request.startsAt();
        check(from, request.endsAt(), now);
        if (store.countEndingAfter(team, now) >= MOST) {
            throw RequestProblem.CONFLICT.because("The team has 100 silences. End one first.");
        }
        AlertMatcher matcher =
                request.matcher() == null ? AlertMatcher.ALL : request.matcher().normalised();
        AlertSilence silence = new AlertSilence(
                ids.next(),
                team,
                matcher,
                from,
                request.endsAt(),
                request.reason(),
                Callers.current().id(),
                now);
        store.insert(silence);
        trail.append(entry(SilenceAction.CREATED, silence)
                .with("startsAt", from.toString())
                .with("endsAt", silence.endsAt().toString())
                .with("selectsAll", matcher.equals(AlertMatcher.ALL)));
        return AlertSilenceResponse.of(silence, now);
    }

    private static void check(Instant from, Instant to, Instant now) {
        if (from.isBefore(now.minus(TOLERANCE)) || from.isAfter(now.plus(LONGEST))) {
            throw RequestProblem.INVALID_REQUEST
                    .because("A silence starts now or within 90 days.")
                    .at("/startsAt", "is in the past or too late");
        }
        if (!to.isAfter(from) || !to.isAfter(now) || to.isAfter(from.plus(LONGEST))) {
            throw RequestProblem.INVALID_REQUEST
                    .because("A silence ends after its start and at most 90 days later.")
                    .at("/endsAt", "is too early or too late");
        }
    }

    private static AuditEntry entry(SilenceAction action, AlertSilence silence) {
        return AuditEntry.of(
                action, silence.team(), "alert-silence", silence.id().toString());
    }

    /// @throws ProblemException 404
    @Transactional(readOnly = true)
    AlertSilenceResponse get(UUID id) {
        return AlertSilenceResponse.of(find(id), clock.instant());
    }

    private AlertSilence find(UUID id) {
        return store.find(id).orElseThrow(() -> RequestProblem.NOT_FOUND.because("No silence has this id."));
    }

    /// Newest first.
    @Transactional(readOnly = true)
    Page<AlertSilenceResponse> page(@Nullable String team, boolean ended, Paging paging) {
        Instant now = clock.instant();
        UUID before = paging.after(1).map(cursor -> cursor.uuid(0)).orElse(null);
        List<AlertSilence> rows = store.list(team, ended ? null : now, before, paging.size() + 1);
        return Page.of(rows, paging, silence -> Cursor.of(silence.id()))
                .map(silence -> AlertSilenceResponse.of(silence, now));
    }

    /// Returns the silences that applied to an alert while it fired, newest first, at most 100.
    ///
    /// @throws ProblemException 404
    @Transactional(readOnly = true)
    List<AlertSilenceResponse> ofAlert(UUID id) {
        Alert alert = store.alert(id).orElseThrow(() -> RequestProblem.NOT_FOUND.because("No alert has this id."));
        Instant now = clock.instant();
        Instant end = alert.resolvedAt() == null ? now : alert.resolvedAt();
        return store.between(alert.team(), alert.startedAt(), end).stream()
                .filter(silence -> silence.silences(alert))
                .limit(MOST)
                .map(silence -> AlertSilenceResponse.of(silence, now))
                .toList();
    }

    /// Ends a silence now.
    ///
    /// @throws ProblemException 404; 409 if it has ended
    AlertSilenceResponse end(UUID id) {
        AlertSilence silence = find(id);
        if (!store.end(id, clock.instant())) {
            throw RequestProblem.CONFLICT.because("The silence has ended already.");
        }
        trail.append(entry(SilenceAction.ENDED, silence));
        return get(id);
    }

    /// Returns the silences of all teams that apply at a time, for background work.
    @Transactional(readOnly = true)
    public List<AlertSilence> active(Instant now) {
        return store.active(now);
    }
}
