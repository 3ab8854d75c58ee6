/// OpenAI's responses on the gateway: guarded and sent as chat completions, and stored for their clients to go on with.
@NullMarked
package io.plumbline.gateway.responses;

import org.jspecify.annotations.NullMarked;
