package io.plumbline.gateway.route.definition;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/// How a route enforces the form that a request asks for.
///
/// @param check what happens to an answer that does not have the form; `repair` unless set
/// @param streams when a stream is sent to the client; `through` unless set
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OutputTerms(@Nullable Check check, @Nullable Streams streams) {

    /// For a route that sets nothing.
    public static final OutputTerms USUAL = new OutputTerms(null, null);

    /// What happens to an answer that does not have the form.
    public enum Check {
        /// The client receives it unchanged.
        @JsonProperty("off")
        OFF,
        /// The client receives an error instead.
        @JsonProperty("validate")
        VALIDATE,
        /// The model is called once more. If that fails too, the client receives an error.
        @JsonProperty("repair")
        REPAIR
    }

    /// When a stream is sent to the client.
    public enum Streams {
        /// On arrival. A stream without the form ends with an error.
        @JsonProperty("through")
        THROUGH,
        /// Once it is complete and has the form.
        @JsonProperty("hold")
        HOLD
    }

    @JsonIgnore
    public Check checkOrUsual() {
        return check == null ? Check.REPAIR : check;
    }

    @JsonIgnore
    public boolean holdsStreams() {
        return streams == Streams.HOLD;
    }
}
