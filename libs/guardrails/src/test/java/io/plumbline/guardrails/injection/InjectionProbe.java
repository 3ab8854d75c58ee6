package io.plumbline.guardrails.injection;

/// Lets tests of other packages read any sequence of characters.
public final class InjectionProbe {

    private static final InjectionDetector DETECTOR = new InjectionDetector();

    private InjectionProbe() {}

    public static int findings(CharSequence text) {
        return DETECTOR.detectIn(text, io.plumbline.personaldata.detect.Deadline.NONE)
                .size();
    }
}
