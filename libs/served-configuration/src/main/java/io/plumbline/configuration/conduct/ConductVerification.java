package io.plumbline.configuration.conduct;

import io.plumbline.audit.AuditEvent;
import io.plumbline.audit.AuditReader;
import io.plumbline.audit.SequencedEvent;
import io.plumbline.configuration.conduct.ConductReport.Kind;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/// Reads the events of a log in order and verifies every production call. It trusts no single service: for each
/// authorised configuration it decides the change again from the log up to then, and for each call it checks that
/// the configuration was in force and its evidence held. If two services record the same fact, their events must
/// agree: a gate counts only with the events of both eval-service and the registry.
///
/// Times are those of the events; limited clock differences and replica lag are tolerated. The log orders the events
/// of a batch by time, and the time of a call is that of its start, so a call may precede the authorisation that it
/// waited for: calls are verified once the log has passed their time by that tolerance, or at its end. Memory grows
/// with configurations, gates and approvals; few calls are held. Not thread-safe.
public final class ConductVerification {

    private static final int PAGE = 2_000;
    private static final int MOST_HELD = 100_000;

    private final LoggedFacts facts = new LoggedFacts();
    private final AuthorizedSpans spans = new AuthorizedSpans();
    private final FoundViolations violations = new FoundViolations();
    private final AuthorizationVerification authorizations = new AuthorizationVerification(facts, spans, violations);
    private final CallVerification calls = new CallVerification(facts, spans, violations);
    private final Deque<SequencedEvent> held = new ArrayDeque<>();
    private Instant latest = Instant.MIN;
    private long factsTaken;

    /// Reads all events from an index on.
    ///
    /// @param reader with a role that sees every team
    /// @param from index of the first event to read
    /// @return the index after the last event read
    public long take(AuditReader reader, long from) {
        long next = from;
        for (List<SequencedEvent> page = reader.readFrom(next, PAGE);
                !page.isEmpty();
                page = reader.readFrom(next, PAGE)) {
            page.forEach(this::take);
            next = page.getLast().index() + 1;
        }
        return next;
    }

    /// Reads the next event of the log. An event that lacks required data is itself a violation, since nothing
    /// that depends on it can be decided.
    public void take(SequencedEvent sequenced) {
        Instant time = sequenced.event().time();
        latest = time.isAfter(latest) ? time : latest;
        readOrReport(sequenced, this::read);
        Instant passed = latest.minus(LoggedFacts.TOLERANCE);
        while (!held.isEmpty()
                && (held.size() > MOST_HELD || held.element().event().time().isBefore(passed))) {
            verify(held.remove());
        }
    }

    private void readOrReport(SequencedEvent sequenced, Consumer<SequencedEvent> reading) {
        try {
            reading.accept(sequenced);
        } catch (RuntimeException e) {
            violations.add(
                    Kind.EVENT_UNREADABLE,
                    sequenced,
                    sequenced.event().resource().id(),
                    null,
                    "The event " + sequenced.event().action() + " lacks required attributes.");
        }
    }

    private void read(SequencedEvent sequenced) {
        AuditEvent event = sequenced.event();
        String id = event.resource().id();
        switch (event.action()) {
            case "gateway.call.completed", "gateway.call.blocked", "gateway.call.failed" -> {
                held.add(sequenced);
                authorizations.takeCall(event);
            }
            case "gateway.route.created", "gateway.route.changed" -> authorizations.takeRoute(id);
            case "gateway.configuration.authorized" -> authorizations.take(sequenced);
            case "gateway.configuration.superseded" ->
                spans.supersede(id, attribute(event, "servedConfiguration"), event.time());
            case "gateway.breakGlass.opened" -> spans.lift(id, event.time(), Instant.parse(attribute(event, "until")));
            case "gateway.breakGlass.closed" -> spans.close(id, event.time());
            default -> {
                facts.take(event);
                factsTaken++;
            }
        }
    }

    private void verify(SequencedEvent call) {
        readOrReport(call, each -> calls.take(each, factsTaken + authorizations.configurations()));
    }

    private static String attribute(AuditEvent event, String name) {
        return String.valueOf(event.attributes().get(name));
    }

    /// Returns the result for all events read so far.
    public ConductReport report() {
        held.forEach(this::verify);
        held.clear();
        return calls.report(authorizations);
    }
}
