package io.plumbline.configuration.conduct;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.audit.Outcome;
import io.plumbline.audit.Resource;
import io.plumbline.configuration.conduct.ConductReport.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Logs that tell stories, and what is decided about their calls.
class ConductVerificationTest extends LoggedStory {

    @Test
    void ignoresACallThatReachedNoProvider() {
        event(
                "gateway.call.blocked",
                new Resource("route", "r", null),
                "somebody",
                Outcome.BLOCKED,
                Map.of(
                        "route", "r",
                        "purpose", "production",
                        "environment", "PRODUCTION",
                        "attempts", 0,
                        "servedConfiguration", serving(1, null).digest()));
        assertHolds(0);
        assertThat(verification.report().refused()).isEqualTo(1);
    }

    @Test
    void verifiesARouteNamedLikeCallsWithoutARoute() {
        event(
                "gateway.call.completed",
                new Resource("route", "unresolved", null),
                Map.of(
                        "route", "unresolved",
                        "purpose", "production",
                        "environment", "PRODUCTION",
                        "servedConfiguration", serving(1, null).digest()));
        assertViolates(Kind.CONFIGURATION_NOT_AUTHORIZED);
    }

    @Test
    void provesCallsOfGatedAndApprovedConfigurations() {
        model("LIMITED");
        gate(1, 1, "PASS");
        approval("registry.model.promote", "model-version:m@1", "officer");
        authorize(serving(1, null), Map.of());
        call(serving(1, null));
        call(serving(1, null));
        assertHolds(2);
    }

    @Test
    void acceptsACallThatStartedWhileItsConfigurationWasAuthorised() {
        model("MINIMAL");
        gate(1, 1, "PASS");
        step = Duration.ofMillis(20);
        call(serving(1, null));
        authorize(serving(1, null), Map.of());
        assertHolds(1);
    }

    @Test
    void findsACallFromBeforeItsConfigurationWasAuthorised() {
        model("MINIMAL");
        gate(1, 1, "PASS");
        call(serving(1, null));
        authorize(serving(1, null), Map.of());
        assertViolates(Kind.CONFIGURATION_NOT_AUTHORIZED);
    }

    @Test
    void findsCallsOfUnauthorisedConfigurations() {
        model("MINIMAL");
        gate(1, 1, "PASS");
        authorize(serving(1, null), Map.of());
        call(serving(2, null));
        assertViolates(Kind.CONFIGURATION_NOT_AUTHORIZED);
    }

    @Test
    void findsCallsOfSupersededConfigurations() {
        model("MINIMAL");
        gate(1, 1, "PASS");
        authorize(serving(1, null), Map.of());
        supersede(serving(1, null));
        call(serving(1, null));
        assertViolates(Kind.CONFIGURATION_NOT_AUTHORIZED);
    }

    @Test
    void findsAuthorisationsWithoutTheirGate() {
        model("MINIMAL");
        gate(1, 1, "FAIL");
        authorize(serving(1, null), Map.of());
        call(serving(1, null));
        assertViolates(Kind.AUTHORIZED_WITHOUT_GATE, Kind.CONFIGURATION_NOT_AUTHORIZED);
        assertThat(verification.report().proven()).isZero();
    }

    @Test
    void ignoresResultsNotWrittenByEvalService() {
        model("MINIMAL");
        evaluation(1, 1, "PASS", UUID.randomUUID().toString());
        authorize(serving(1, null), Map.of());
        assertViolates(Kind.AUTHORIZED_WITHOUT_GATE);
    }

    @Test
    void findsATemporarilyEasierSuite() {
        model("MINIMAL");
        suite(2);
        gate(1, 2, "PASS");
        suite(3);
        authorize(serving(1, null), Map.of());
        assertViolates(Kind.AUTHORIZED_WITHOUT_GATE);
    }

    @Test
    void toleratesAFailureUntilTheGracePeriodEnds() {
        model("MINIMAL");
        gate(1, 1, "PASS");
        authorize(serving(1, null), Map.of());
        gate(1, 1, "FAIL");
        pass(GRACE.minusMinutes(5));
        call(serving(1, null));
        assertHolds(1);
        pass(Duration.ofMinutes(10));
        call(serving(1, null));
        assertViolates(Kind.GATE_MISSING);
    }

    @Test
    void acceptsAnUpgradedRouteOnlyAsItsFirstEntry() {
        step = Duration.ofSeconds(1);
        event("gateway.route.changed", new Resource("route", "r", null), Map.of());
        authorize(serving(1, null), Map.of("basis", "UPGRADE"));
        authorize(serving(2, null), Map.of("basis", "UPGRADE"));
        assertThat(verification.report().upgraded()).isEqualTo(2);
        assertThat(verification.report().holds()).isTrue();
        pass(Duration.ofMinutes(1));
        authorize(serving(4, null), Map.of("basis", "UPGRADE"));
        assertThat(verification.report().counts()).containsExactly(Map.entry(Kind.AUTHORIZED_WITHOUT_GATE, 1L));
        hardenedByApproval();
        authorize(serving(3, "sha256:h"), Map.of("basis", "UPGRADE"));
        assertViolates(Kind.AUTHORIZED_WITHOUT_GATE);
    }

    @Test
    void takesNoRouteAsUpgradedThatWasNotThereBefore() {
        event("gateway.route.changed", new Resource("route", "other", null), Map.of());
        authorize(serving(1, null), Map.of("basis", "UPGRADE"));
        call(serving(1, null));
        assertViolates(Kind.AUTHORIZED_WITHOUT_GATE, Kind.CONFIGURATION_NOT_AUTHORIZED);
    }

    @Test
    void findsARouteThatLeftProduction() {
        model("MINIMAL");
        gate(1, 1, "PASS");
        authorize(serving(1, null), Map.of());
        call("DEVELOPMENT", 1, serving(1, null).digest());
        assertViolates(Kind.LEFT_PRODUCTION);
    }

    @Test
    void findsADocumentThatDoesNotMatchItsDigest() {
        authorize(
                serving(1, null), Map.of("servedConfiguration", serving(2, null).digest()));
        assertViolates(Kind.DOCUMENT_CHANGED);
    }

    @Test
    void findsAnswersOfAnotherModel() {
        model("MINIMAL");
        gate(1, 1, "PASS");
        authorize(serving(1, null), Map.of());
        call("PRODUCTION", 7, serving(1, null).digest());
        assertViolates(Kind.SERVED_BY_ANOTHER);
    }

    @Test
    void countsCallsWhileTheRulesAreLifted() {
        model("MINIMAL");
        event(
                "gateway.breakGlass.opened",
                new Resource("route", "r", null),
                Map.of("reason", "outage", "until", now.plusSeconds(3_600).toString()));
        authorize(
                serving(1, null),
                Map.of(
                        "basis",
                        "BREAK_GLASS",
                        "expiresAt",
                        now.plusSeconds(3_600).toString()));
        call(serving(1, null));
        assertThat(verification.report().lifted()).isEqualTo(1);
        assertThat(verification.report().holds()).isTrue();
        event("gateway.breakGlass.closed", new Resource("route", "r", null), Map.of());
        call(serving(1, null));
        assertViolates(Kind.CONFIGURATION_NOT_AUTHORIZED);
    }

    @Test
    void acceptsAnySuiteIfNoneIsRequired() {
        model("MINIMAL");
        event(
                "registry.model.changed",
                new Resource("model", "m", null),
                Map.of("riskTier", "MINIMAL", "requiredSuites", List.of()));
        gate(1, 1, "PASS");
        authorize(serving(1, null), Map.of());
        call(serving(1, null));
        assertHolds(1);
    }

    @Test
    void namesUnreadableEvents() {
        event("registry.model.changed", new Resource("model", "m", null), Map.of("riskTier", "NONE"));
        assertViolates(Kind.EVENT_UNREADABLE);
    }

    @Test
    void ignoresCallsOutsideProduction() {
        call("NONE", 1, "sha256:x");
        call("DEVELOPMENT", 1, "sha256:x");
        assertHolds(0);
        assertThat(verification.report().aside()).isEqualTo(2);
    }
}
