/// The current guard policies, and what they do to requests and answers.
@NullMarked
package io.plumbline.gateway.guard;

import org.jspecify.annotations.NullMarked;
