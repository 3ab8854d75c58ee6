package io.plumbline.console.page;

/// The sections of the sidebar, in order.
public enum Section {
    MODELS("Models & prompts"),
    DATASETS("Data"),
    EVALUATION("Evaluation"),
    TRAFFIC("Traffic"),
    GOVERNANCE("Governance"),
    ADMIN("Admin");

    private final String label;

    Section(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
