/// OpenAI's responses on the gateway: guarded and sent as chat completions, and stored so that clients can
/// continue them.
@NullMarked
package io.plumbline.gateway.responses;

import org.jspecify.annotations.NullMarked;
