package io.plumbline.registry.supplychain;

import io.plumbline.kit.audit.AuditEntry;
import io.plumbline.kit.audit.AuditTrail;
import io.plumbline.kit.audit.DocumentChanges;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.security.Caller;
import io.plumbline.kit.web.DocumentDiff;
import io.plumbline.kit.web.EntityTags;
import io.plumbline.registry.asset.AssetSequence;
import io.plumbline.registry.supplychain.SupplyChainStore.StoredPolicy;
import java.security.GeneralSecurityException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/// Stores the supply-chain policy. A new policy applies to the next move of every version; a version that is in
/// production, or may return to it, keeps that right.
@Service
class SupplyChainPolicies {

    private final SupplyChainStore store;
    private final AssetSequence progress;
    private final AuditTrail trail;

    SupplyChainPolicies(SupplyChainStore store, AssetSequence progress, AuditTrail trail) {
        this.store = store;
        this.progress = progress;
        this.trail = trail;
    }

    @Transactional(readOnly = true)
    StoredPolicy get() {
        return store.policy();
    }

    /// Replaces the policy, and makes siblings reload every model.
    ///
    /// @throws ProblemException 400 if a signer cannot be read; 412 for a stale `ifMatch`
    @Transactional
    StoredPolicy put(SupplyChainPolicy policy, @Nullable String ifMatch) {
        check(policy);
        store.lockPolicy();
        StoredPolicy before = store.policy();
        EntityTags.check(ifMatch, before.revision());
        if (before.policy().equals(policy)) {
            return before;
        }
        StoredPolicy after = new StoredPolicy(policy, before.revision() + 1);
        store.putPolicy(policy, after.revision());
        progress.touchModels();
        trail.append(DocumentChanges.tell(
                AuditEntry.of(
                                SupplyChainAction.POLICY_CHANGED,
                                Caller.PLATFORM_TEAM,
                                "supply-chain-policy",
                                "supply-chain-policy")
                        .version(after.revision()),
                JsonMapper.shared().valueToTree(before.policy()),
                JsonMapper.shared().valueToTree(policy)));
        return after;
    }

    /// Returns what [#put] would change. Stores nothing.
    ///
    /// @throws ProblemException 400 if a signer cannot be read
    @Transactional(readOnly = true)
    DocumentDiff diff(SupplyChainPolicy policy) {
        check(policy);
        StoredPolicy before = store.policy();
        return DocumentDiff.of(
                Math.toIntExact(before.revision()),
                EntityTags.of(before.revision()),
                JsonMapper.shared().valueToTree(before.policy()),
                JsonMapper.shared().valueToTree(policy));
    }

    private static void check(SupplyChainPolicy policy) {
        List<SupplyChainPolicy.Signer> signers = policy.signers();
        ProblemException problem =
                RequestProblem.INVALID_REQUEST.because("The request is invalid. errors lists each field.");
        Set<String> names = new HashSet<>();
        for (int i = 0; i < signers.size(); i++) {
            if (!names.add(signers.get(i).name())) {
                problem.at("/signers/" + i + "/name", "is the name of another signer");
            }
            try {
                TrustedSigner.of(signers.get(i));
            } catch (GeneralSecurityException | IllegalArgumentException e) {
                problem.at(
                        "/signers/" + i,
                        "must have an elliptic-curve publicKey on P-256, P-384 or P-521, or the certificate of an"
                                + " authority, in PEM, or identity and issuer; subject is for certificates");
            }
            if (signers.get(i).identity() != null && policy.trustedRoot() == null) {
                problem.at("/trustedRoot", "is required by signers with an identity");
            }
        }
        checkRoot(policy.trustedRoot(), problem);
        if (!problem.errors().isEmpty()) {
            throw problem;
        }
    }

    private static void checkRoot(@Nullable Map<String, Object> root, ProblemException problem) {
        try {
            if (root != null) {
                KeylessSignature.root(root);
            }
        } catch (IllegalArgumentException e) {
            problem.at(
                    "/trustedRoot",
                    "must be a trusted_root.json of Sigstore with certificate authorities, transparency logs and CT logs");
        }
    }
}
