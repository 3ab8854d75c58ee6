package io.plumbline.gateway.analysis;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;

/// A request to Presidio's anonymizer to decrypt what it has encrypted.
///
/// @param anonymizerResults the items that `/anonymize` returned
/// @param deanonymizers an operator for an entity, or for `DEFAULT`
@JsonIgnoreProperties(ignoreUnknown = true)
record DeanonymizeRequest(
        @NotNull @Size(max = 10_000_000) String text,
        @NotNull @Valid @Size(max = 200) Map<String, @NotNull PresidioOperator> deanonymizers,

        @JsonProperty("anonymizer_results") @NotNull @Valid @Size(max = 100_000)
        List<AnonymizeRequest.@NotNull Result> anonymizerResults) {

    /// Leaves out the text.
    @Override
    public String toString() {
        return "DeanonymizeRequest[]";
    }
}
