package io.plumbline.eval.metric.agent;

import io.plumbline.eval.metric.MeanMetric;
import io.plumbline.eval.metric.ReferenceCount;
import io.plumbline.eval.metric.TextPair;
import io.plumbline.eval.toolcall.ToolSchema;
import java.util.Map;

/// `toolArguments`: whether every call names an offered tool, with all its required parameters, no other than its
/// parameters, and values of their types.
record ToolArguments() implements MeanMetric {

    @Override
    public String name() {
        return "toolArguments";
    }

    @Override
    public boolean needsReferences() {
        return false;
    }

    @Override
    public boolean needsEvidence() {
        return true;
    }

    @Override
    public double score(TextPair pair) {
        Map<String, ToolSchema> tools = EvidenceCalls.schemas(pair.evidence());
        return EvidenceCalls.of(pair.evidence()).stream().allMatch(call -> {
                    ToolSchema tool = tools.get(call.name());
                    return tool != null && tool.fits(call);
                })
                ? 1
                : 0;
    }

    @Override
    public String pairSignature(ReferenceCount references) {
        return "arguments:types";
    }
}
