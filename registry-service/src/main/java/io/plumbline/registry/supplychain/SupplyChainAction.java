package io.plumbline.registry.supplychain;

import io.plumbline.kit.audit.AuditAction;

/// Audit actions of the supply chain.
enum SupplyChainAction implements AuditAction {
    POLICY_CHANGED("registry.supplyChainPolicy.changed", "The supply-chain policy of the organisation was replaced."),
    SIGNATURE_VERIFIED("registry.signature.verified", "A signature over the files of a model version was verified.");

    private final String code;
    private final String meaning;

    SupplyChainAction(String code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public String meaning() {
        return meaning;
    }
}
