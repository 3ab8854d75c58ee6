package io.plumbline.governance.approval;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/// Information for approvers, for example the arguments of a tool call.
record ApprovalDetail(
        @NotBlank @Size(max = 200) String label,
        @NotNull @Size(max = 20_000) String text) {

    /// Omits the content.
    @Override
    public String toString() {
        return "ApprovalDetail[" + label + "]";
    }
}
