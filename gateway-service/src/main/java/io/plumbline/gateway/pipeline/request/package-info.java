/// What a call requests, and what is added to its prompt.
@NullMarked
package io.plumbline.gateway.pipeline.request;

import org.jspecify.annotations.NullMarked;
