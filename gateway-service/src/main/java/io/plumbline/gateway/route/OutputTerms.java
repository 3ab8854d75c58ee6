package io.plumbline.gateway.route;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/// How a route holds answers to the form that their request asks for.
///
/// @param check what is done about an answer that does not have it; `repair` unless given
/// @param streams when a stream goes to the client; `through` unless given
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OutputTerms(@Nullable Check check, @Nullable Streams streams) {

    /// Of a route that says nothing of it.
    public static final OutputTerms USUAL = new OutputTerms(null, null);

    /// What is done about an answer that does not have the form.
    public enum Check {
        /// It goes to the client as it is.
        @JsonProperty("off")
        OFF,
        /// The client gets an error in its place.
        @JsonProperty("validate")
        VALIDATE,
        /// The model is asked once more; if that does not help either, the client gets an error.
        @JsonProperty("repair")
        REPAIR
    }

    /// When a stream goes to the client.
    public enum Streams {
        /// As it comes. One that has not the form ends with an error.
        @JsonProperty("through")
        THROUGH,
        /// When all of it is there and has the form.
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
