/// Delivers answers to clients: whole, streamed, or kept for a repetition of the call.
@NullMarked
package io.plumbline.gateway.pipeline.delivery;

import org.jspecify.annotations.NullMarked;
