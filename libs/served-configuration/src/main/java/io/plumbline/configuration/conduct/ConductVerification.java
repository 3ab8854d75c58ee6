package io.plumbline.configuration.conduct;

import io.plumbline.audit.AuditEvent;
import io.plumbline.audit.AuditReader;
import io.plumbline.audit.SequencedEvent;
import io.plumbline.configuration.conduct.ConductReport.Kind;
import java.time.Instant;
import java.util.List;

/// Reads the events of a log in its order and decides about every production call. It believes no service's word:
/// of each configuration that was authorised it decides the change again from what the log said by then, and of
/// each call it looks whether the configuration was in force and its evidence held. What one service says is
/// compared with what another wrote, where two know of it: a gate counts with the event of eval-service and that
/// of the registry.
///
/// Times are those of the events; what services' clocks may differ by, and replicas may lag, is tolerated. Memory
/// grows with configurations, gates and approvals, not with calls. Not thread-safe.
public final class ConductVerification {

    private static final int PAGE = 2_000;

    private final LoggedFacts facts = new LoggedFacts();
    private final AuthorizedSpans spans = new AuthorizedSpans();
    private final FoundViolations violations = new FoundViolations();
    private final AuthorizationVerification authorizations = new AuthorizationVerification(facts, spans, violations);
    private final CallVerification calls = new CallVerification(facts, spans, violations);
    private long factsTaken;

    /// Takes in what the log has from a place on.
    ///
    /// @param reader of a role that sees every team
    /// @param from index of the first event that is wanted
    /// @return the index after the last that was read
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

    /// Takes in the next event of the log. One that does not have what such an event has is a violation by
    /// itself: nothing that rests on it can be decided.
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

    /// What was found in all events that were taken in.
    public ConductReport report() {
        return calls.report(authorizations);
    }
}
