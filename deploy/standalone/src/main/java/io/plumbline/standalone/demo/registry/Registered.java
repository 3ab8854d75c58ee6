package io.plumbline.standalone.demo.registry;

/// The story's registered versions of the model, its prompt and its golden dataset.
public record Registered(int modelVersion, String prompt, String dataset) {

    public static final String MODEL = "support-assistant";
    public static final String PROMPT = "support-answer";
    public static final String DATASET = "golden-support";
    public static final String PROVIDER = "simulator";

    public String model() {
        return MODEL + "@" + modelVersion;
    }
}
