/// One call on its way through the stages: what is known of it after each, and how it fails.
@NullMarked
package io.plumbline.gateway.pipeline.call;

import org.jspecify.annotations.NullMarked;
