package io.plumbline.configuration.conduct;

import io.plumbline.audit.AuditEvent;
import io.plumbline.audit.AuditReader;
import io.plumbline.audit.SequencedEvent;
import io.plumbline.configuration.conduct.ConductReport.Kind;
import java.time.Instant;
import java.util.List;

/// Reads the events of a log in order and verifies every production call. It trusts no single service: for each
/// authorised configuration it decides the change again from the log up to then, and for each call it checks that
/// the configuration was in force and its evidence held. If two services record the same fact, their events must
/// agree: a gate counts only with the events of both eval-service and the registry.
///
/// Times are those of the events; limited clock differences and replica lag are tolerated. Memory grows with
/// configurations, gates and approvals, not with calls. Not thread-safe.
public final class ConductVerification {

    private static final int PAGE = 2_000;

    private final LoggedFacts facts = new LoggedFacts();
    private final AuthorizedSpans spans = new AuthorizedSpans();
    private final FoundViolations violations = new FoundViolations();
    private final AuthorizationVerification authorizations = new AuthorizationVerification(facts, spans, violations);
    private final CallVerification calls = new CallVerification(facts, spans, violations);
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
        try {
            read(sequenced);
        } catch (RuntimeException e) {
            violations.add(
                    Kind.EVENT_UNREADABLE,
                    sequenced,
                    sequenced.event().resource().id(),
                    null,
                    "The event " + sequenced.event().action() + " lacks what such an event has.");
        }
    }

    private void read(SequencedEvent sequenced) {
        AuditEvent event = sequenced.event();
        String id = event.resource().id();
        switch (event.action()) {
            case "gateway.call.completed", "gateway.call.blocked", "gateway.call.failed" ->
                calls.take(sequenced, factsTaken + authorizations.configurations());
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

    private static String attribute(AuditEvent event, String name) {
        return String.valueOf(event.attributes().get(name));
    }

    /// Returns the result for all events read so far.
    public ConductReport report() {
        return calls.report(authorizations);
    }
}
