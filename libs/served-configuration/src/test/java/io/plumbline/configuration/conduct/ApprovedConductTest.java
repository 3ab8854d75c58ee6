package io.plumbline.configuration.conduct;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.audit.Outcome;
import io.plumbline.audit.Resource;
import io.plumbline.configuration.ServedConfiguration;
import io.plumbline.configuration.ServedConfiguration.Policy;
import io.plumbline.configuration.conduct.ConductReport.Kind;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What is decided about calls by the approvals in the log.
class ApprovedConductTest extends LoggedStory {

    @Test
    void requiresApproversOtherThanTheRequester() {
        model("HIGH");
        gate(1, 1, "PASS");
        approval("registry.model.promote", "model-version:m@1", "officer", "engineer");
        authorize(serving(1, null), Map.of());
        assertViolates(Kind.AUTHORIZED_WITHOUT_APPROVAL);
    }

    @Test
    void countsNoDecisionOfWhoUploadedTheData() {
        model("LIMITED");
        gate(1, 1, "PASS");
        approval("registry.model.promote", "model-version:m@1", List.of("uploader"), "uploader");
        authorize(serving(1, null), Map.of());
        assertViolates(Kind.AUTHORIZED_WITHOUT_APPROVAL);
        gate(2, 1, "PASS");
        approval("registry.model.promote", "model-version:m@2", List.of("uploader"), "officer");
        authorize(serving(2, null), Map.of());
        assertThat(verification.report().counts()).containsExactly(Map.entry(Kind.AUTHORIZED_WITHOUT_APPROVAL, 1L));
    }

    /// Two machine keys that one administrator made are one person.
    @Test
    void countsMachineKeysAsThoseWhoMadeOrRenewedThem() {
        key("admins", "admin", "owned-key", "governance-service");
        key("one", null, "machine-key", "admins");
        key("two", null, "machine-key", "one");
        key("renewed", null, "machine-key", "another");
        event("governance.key.rotated", new Resource("api-key", "renewed", null), "admin", Outcome.SUCCESS, Map.of());
        model("HIGH");
        gate(1, 1, "PASS");
        String id = approval("registry.model.promote", "model-version:m@1");
        for (String key : List.of("one", "two", "renewed")) {
            decide(id, key, "machine-key");
        }
        decide(id, "admins", "owned-key");
        authorize(serving(1, null), Map.of());
        assertViolates(Kind.AUTHORIZED_WITHOUT_APPROVAL);
        decide(id, "officer", "user");
        gate(2, 1, "PASS");
        approval("registry.model.promote", "model-version:m@2", "officer", "other");
        authorize(serving(2, null), Map.of());
        assertThat(verification.report().counts()).containsExactly(Map.entry(Kind.AUTHORIZED_WITHOUT_APPROVAL, 1L));
    }

    @Test
    void countsNoMachineKeyOfWhoMadeTheRequesters() {
        key("engineer", null, "machine-key", "admin");
        key("approver", null, "machine-key", "admin");
        model("LIMITED");
        gate(1, 1, "PASS");
        decide(approval("registry.model.promote", "model-version:m@1"), "approver", "machine-key");
        authorize(serving(1, null), Map.of());
        assertViolates(Kind.AUTHORIZED_WITHOUT_APPROVAL);
    }

    private void key(String id, @Nullable String owner, String kind, String by) {
        event(
                "governance.key.created",
                new Resource("api-key", id, null),
                by,
                Outcome.SUCCESS,
                owner == null ? Map.of("kind", kind) : Map.of("kind", kind, "owner", owner));
    }

    private void decide(String approval, String by, String with) {
        event(
                "governance.approval.decided",
                new Resource("approval", approval, null),
                by,
                Outcome.SUCCESS,
                Map.of("decision", "APPROVE", "decidedWith", with));
    }

    @Test
    void requiresTheStrictestTierARouteHasServed() {
        model("HIGH");
        gate(1, 1, "PASS");
        approval("registry.model.promote", "model-version:m@1", "officer", "other");
        authorize(serving(1, null), Map.of());
        event(
                "registry.model.changed",
                new Resource("model", "m", null),
                Map.of("riskTier", "MINIMAL", "requiredSuites", List.of("s")));
        gate(2, 1, "PASS");
        authorize(serving(2, null), Map.of());
        assertViolates(Kind.AUTHORIZED_WITHOUT_APPROVAL);
    }

    @Test
    void requiresTheApprovalOfOtherHardening() {
        model("LIMITED");
        gate(1, 1, "PASS");
        approval("registry.model.promote", "model-version:m@1", "officer");
        authorize(serving(1, null), Map.of());
        authorizeApproved(serving(1, "sha256:h"));
        call(serving(1, "sha256:h"));
        assertHolds(1);
        authorize(serving(1, "sha256:other"), Map.of());
        assertViolates(Kind.AUTHORIZED_WITHOUT_APPROVAL);
    }

    /// What differs from an approved configuration in nothing that takes an approval rests on that approval too.
    @Test
    void findsCallsAfterTheGraceOfARevokedApprovalEvenAfterAFreeChange() {
        hardenedByApproval();
        String id = authorizeApproved(serving(1, "sha256:h"));
        ServedConfiguration next = mirrored(serving(1, "sha256:h"));
        authorize(next, Map.of());
        supersede(serving(1, "sha256:h"));
        revoke(id);
        call(next);
        assertHolds(1);
        pass(GRACE.plusMinutes(1));
        call(next);
        assertViolates(Kind.APPROVAL_NOT_GIVEN);
    }

    @Test
    void acceptsAProviderApprovalForItsAddressOnly() {
        hardenedByApproval();
        authorizeBy(ofProvider("https://p.example"), serving(1, "sha256:h"));
        assertViolates(Kind.AUTHORIZED_WITHOUT_APPROVAL);
    }

    @Test
    void takesAProvidersApprovalForTheAddressThatWasApprovedAlone() {
        hardenedByApproval();
        String id = ofProvider("https://new.example");
        authorizeBy(id, at("https://new.example"));
        call(at("https://new.example"));
        assertHolds(1);
        authorizeBy(id, at("https://evil.example"));
        assertViolates(Kind.APPROVAL_NOT_GIVEN, Kind.AUTHORIZED_WITHOUT_APPROVAL);
    }

    @Test
    void takesARoutesApprovalForTheConfigurationsThatWereApprovedAlone() {
        hardenedByApproval();
        String id = authorizeApproved(serving(1, "sha256:h"));
        authorizeBy(id, serving(1, "sha256:other"));
        assertViolates(Kind.APPROVAL_NOT_GIVEN, Kind.AUTHORIZED_WITHOUT_APPROVAL);
    }

    private String ofProvider(String baseUrl) {
        String digest = ServedConfiguration.digestOf(Map.of("kind", "openai", "baseUrl", baseUrl));
        return approval("gateway.provider.change", "provider:p " + digest, "officer");
    }

    private static ServedConfiguration at(String baseUrl) {
        return serving(1, null).at(new ServedConfiguration.Provider("p", "openai", baseUrl));
    }

    /// @return the approval's id
    private String authorizeApproved(ServedConfiguration configuration) {
        String digest = ServedConfiguration.digestOf(Map.of("a", configuration.digest()));
        String id = approval("gateway.route.change", "route:r " + digest, "officer");
        authorizeBy(id, configuration);
        return id;
    }

    private void authorizeBy(String approval, ServedConfiguration configuration) {
        authorize(
                configuration,
                Map.of(
                        "basis",
                        "APPROVAL",
                        "approvalId",
                        approval,
                        "approvers",
                        1,
                        "variants",
                        Map.of("a", configuration.digest())));
    }

    /// Nor is what rests on it a measure of what comes after it.
    @Test
    void findsAFreeChangeAfterAnApprovalWasRevoked() {
        hardenedByApproval();
        String id = authorizeApproved(serving(1, "sha256:h"));
        supersede(serving(1, null));
        revoke(id);
        pass(Duration.ofMinutes(1));
        authorize(mirrored(serving(1, "sha256:h")), Map.of());
        call(mirrored(serving(1, "sha256:h")));
        assertViolates(Kind.AUTHORIZED_WITHOUT_APPROVAL, Kind.CONFIGURATION_NOT_AUTHORIZED);
    }

    /// A policy's revision that lets more pass is approved by itself, and every route that follows it rests on that.
    @Test
    void findsCallsAfterTheGraceOfARevokedPolicyApproval() {
        hardenedByApproval();
        policy(1, 0, null);
        String id = approval("governance.policy.change", "guard-policy:standard@sha256:x", "officer");
        policy(2, 1, id, "/stages/input/pii/action");
        authorize(under(2), Map.of());
        supersede(serving(1, null));
        call(under(2));
        assertHolds(1);
        revoke(id);
        call(under(2));
        policy(3, 1, null);
        authorize(under(3), Map.of());
        supersede(under(2));
        call(under(3));
        assertHolds(3);
        authorize(under(2), Map.of());
        pass(GRACE.plusMinutes(1));
        call(under(2));
        assertViolates(Kind.AUTHORIZED_WITHOUT_APPROVAL, Kind.CONFIGURATION_NOT_AUTHORIZED);
    }

    /// A gate of a suite's revision counts no longer once the approval of that revision is revoked.
    @Test
    void findsCallsAfterTheGraceOfASuitesRevokedApproval() {
        model("MINIMAL");
        String id = approval("eval.suite.change", "suite:s sha256:x", "officer");
        event("eval.suite.stored", new Resource("suite", "s", "2"), Map.of("approvalId", id, "approvers", 1));
        gate(1, 2, "PASS");
        authorize(serving(1, null), Map.of());
        revoke(id);
        call(serving(1, null));
        assertHolds(1);
        pass(GRACE.plusMinutes(1));
        call(serving(1, null));
        gate(2, 2, "PASS");
        authorize(serving(2, null), Map.of());
        assertViolates(Kind.GATE_MISSING, Kind.AUTHORIZED_WITHOUT_GATE);
    }

    @Test
    void ignoresAPolicyApprovalMissingFromTheLog() {
        hardenedByApproval();
        policy(1, 0, null);
        policy(2, 1, UUID.randomUUID().toString(), "/stages/input/pii/action");
        authorize(under(2), Map.of());
        assertViolates(Kind.AUTHORIZED_WITHOUT_APPROVAL);
    }

    private void policy(int version, int comparedWith, @Nullable String approval, String... looser) {
        Map<String, Object> attributes =
                new LinkedHashMap<>(Map.of("looser", List.of(looser), "approvers", approval == null ? 0 : 1));
        if (comparedWith > 0) {
            attributes.put("comparedWith", "standard@" + comparedWith);
        }
        if (approval != null) {
            attributes.put("approvalId", approval);
        }
        event(
                "governance.policy.changed",
                new Resource("guard-policy", "standard", String.valueOf(version)),
                attributes);
    }

    private static ServedConfiguration under(int policy) {
        ServedConfiguration usual = serving(1, null);
        return new ServedConfiguration(
                usual.environment(),
                usual.target(),
                null,
                null,
                new Policy("standard", policy, "sha256:policy" + policy, GRACE.toSeconds()),
                null,
                null,
                List.of(),
                null);
    }

    private void revoke(String approval) {
        event("governance.approval.revoked", new Resource("approval", approval, null), Map.of());
    }

    private static ServedConfiguration mirrored(ServedConfiguration configuration) {
        return new ServedConfiguration(
                configuration.environment(),
                configuration.target(),
                configuration.prompt(),
                configuration.hardening(),
                configuration.policy(),
                configuration.retrieval(),
                configuration.output(),
                configuration.fallbacks(),
                new ServedConfiguration.Shadow(0.001, configuration.target()));
    }

    @Test
    void ignoresAnApprovalMissingFromTheLog() {
        model("LIMITED");
        gate(1, 1, "PASS");
        authorize(
                serving(1, null),
                Map.of("basis", "APPROVAL", "approvalId", UUID.randomUUID().toString(), "approvers", 1));
        assertViolates(Kind.APPROVAL_NOT_GIVEN, Kind.AUTHORIZED_WITHOUT_APPROVAL);
    }
}
