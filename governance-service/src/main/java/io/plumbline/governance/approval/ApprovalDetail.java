package io.plumbline.governance.approval;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/// Something that whoever decides has to see, such as what a tool is to be called with.
record ApprovalDetail(
        @NotBlank @Size(max = 200) String label,
        @NotNull @Size(max = 20_000) String text) {

    /// Never what is in it.
    @Override
    public String toString() {
        return "ApprovalDetail[" + label + "]";
    }
}
