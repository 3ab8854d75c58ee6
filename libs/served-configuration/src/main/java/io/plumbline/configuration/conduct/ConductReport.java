package io.plumbline.configuration.conduct;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What the log says of production.
///
/// @param calls production calls, mirrored ones included
/// @param proven those that were served by a configuration that was gated and approved
/// @param lifted those that were served while a person had lifted the rules, with an incident
/// @param earlier calls from before calls said what served them: nothing is proven of them
/// @param aside calls of development routes and round routes
/// @param refused calls that reached no model, since the gateway refused them
/// @param configurations how many a route was allowed to serve by
/// @param upgraded how many of them served before there were served configurations
/// @param counts how many violations of each kind there are
/// @param violations of each kind the first ones
public record ConductReport(
        long calls,
        long proven,
        long lifted,
        long earlier,
        long aside,
        long refused,
        long configurations,
        long upgraded,
        Map<Kind, Long> counts,
        List<Violation> violations) {

    public ConductReport {
        counts = Map.copyOf(counts);
        violations = List.copyOf(violations);
    }

    /// What can be wrong.
    public enum Kind {
        /// A production call does not say what served it.
        CONFIGURATION_UNKNOWN,
        /// A call was served by a configuration that its route was not allowed to serve by at that time.
        CONFIGURATION_NOT_AUTHORIZED,
        /// A configuration's document is not the one of its digest.
        DOCUMENT_CHANGED,
        /// A call was answered by a model that its configuration does not name.
        SERVED_BY_ANOTHER,
        /// A call was served by a version without the gates that it required, or after the grace was over.
        GATE_MISSING,
        /// A configuration was authorised though a version in it had not passed its gates.
        AUTHORIZED_WITHOUT_GATE,
        /// A configuration was authorised without the approvals that its change took.
        AUTHORIZED_WITHOUT_APPROVAL,
        /// An approval that a configuration rests on was not given by as many other people as it took.
        APPROVAL_NOT_GIVEN,
        /// A route that served production served calls as a development route.
        LEFT_PRODUCTION,
        /// An event on which decisions rest cannot be read.
        EVENT_UNREADABLE
    }

    /// @param event the call, or the event that authorised something
    /// @param index its place in the log
    public record Violation(
            Kind kind,
            long index,
            UUID event,
            Instant time,
            String route,
            @Nullable String servedConfiguration,
            String detail) {}

    /// Whether every production call is accounted for.
    public boolean holds() {
        return counts.isEmpty();
    }
}
