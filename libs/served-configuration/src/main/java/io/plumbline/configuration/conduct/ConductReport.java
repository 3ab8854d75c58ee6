package io.plumbline.configuration.conduct;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The result of verifying production calls from the log.
///
/// @param calls number of production calls, including mirrored ones
/// @param proven those served by a configuration that was gated and approved
/// @param lifted those served while a person had lifted the rules, with an incident
/// @param earlier calls from before events named the served configuration: nothing is proven about them
/// @param aside calls that no rule covers: for evaluation, of development routes, or past the routes
/// @param refused calls that the gateway refused before they reached a model
/// @param configurations number of configurations that routes were authorised to serve by
/// @param upgraded number of them that served before there were served configurations
/// @param counts number of violations of each kind
/// @param violations the first violations of each kind
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

    /// The kinds of violation.
    public enum Kind {
        /// A production call names no configuration.
        CONFIGURATION_UNKNOWN,
        /// The route was not authorised to serve by the call's configuration at that time.
        CONFIGURATION_NOT_AUTHORIZED,
        /// A configuration's document does not match its digest.
        DOCUMENT_CHANGED,
        /// The configuration does not name the model that answered.
        SERVED_BY_ANOTHER,
        /// The gates of the version that served the call did not hold, and the grace period was over.
        GATE_MISSING,
        /// A configuration was authorised although a version in it had not passed its gates.
        AUTHORIZED_WITHOUT_GATE,
        /// A configuration was authorised without the approvals that its change required.
        AUTHORIZED_WITHOUT_APPROVAL,
        /// The log has fewer approvers for an approval than the configuration's event claims, or the approval was
        /// revoked and the grace period was over.
        APPROVAL_NOT_GIVEN,
        /// A former production route served calls as a development route.
        LEFT_PRODUCTION,
        /// An event that decisions depend on cannot be read.
        EVENT_UNREADABLE
    }

    /// A violation.
    ///
    /// @param event the call, or the event that authorised a configuration
    /// @param index the event's index in the log
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
