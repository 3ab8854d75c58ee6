package io.plumbline.standalone.demo;

/// The story's registered versions of the model, its prompt and its golden dataset.
record Registered(int modelVersion, String prompt, String dataset) {

    static final String MODEL = "support-assistant";
    static final String PROMPT = "support-answer";
    static final String DATASET = "golden-support";
    static final String PROVIDER = "simulator";

    String model() {
        return MODEL + "@" + modelVersion;
    }
}
