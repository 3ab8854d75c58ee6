package io.plumbline.registry.asset;

import io.plumbline.kit.audit.AuditAction;

/// Audit actions of models and prompts.
public enum AssetAction implements AuditAction {
    MODEL_REGISTERED("registry.model.registered", "A model was registered."),
    MODEL_CHANGED("registry.model.changed", "The description of a model was replaced."),
    PROMPT_REGISTERED("registry.prompt.registered", "A prompt was registered."),
    PROMPT_CHANGED("registry.prompt.changed", "The description of a prompt was replaced."),
    VERSION_REGISTERED("registry.version.registered", "A version of a model or prompt was registered."),
    VERSION_DESCRIBED("registry.version.described", "The description or tags of a model version were changed.");

    private final String code;
    private final String meaning;

    AssetAction(String code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    static AssetAction registered(AssetType type) {
        return type == AssetType.MODEL ? MODEL_REGISTERED : PROMPT_REGISTERED;
    }

    static AssetAction changed(AssetType type) {
        return type == AssetType.MODEL ? MODEL_CHANGED : PROMPT_CHANGED;
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
