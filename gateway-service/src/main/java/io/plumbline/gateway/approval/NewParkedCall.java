package io.plumbline.gateway.approval;

import io.plumbline.clients.governance.ApprovalRequirement.Detail;
import io.plumbline.kit.security.Caller;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A call to park.
///
/// @param id of the call
/// @param reason what to decide, in a sentence of at most 2,000 characters that quotes nothing
/// @param details what the approver must see, redacted
/// @param tools the names of the tools to be called
/// @param answer null if the model was not called yet
public record NewParkedCall(
        UUID id,
        String team,
        String route,
        Caller caller,
        String fingerprint,
        ParkedStage stage,
        String reason,
        List<Detail> details,
        List<String> tools,
        @Nullable ParkedAnswer answer) {

    public NewParkedCall {
        details = List.copyOf(details);
        tools = List.copyOf(tools);
    }

    /// Leaves out the content.
    @Override
    public String toString() {
        return "NewParkedCall[" + id + "]";
    }
}
