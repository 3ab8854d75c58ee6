/// Requests that nobody should send, made from what each service says it takes, and what must hold of the answers.
@NullMarked
package io.plumbline.e2e.cleanroom;

import org.jspecify.annotations.NullMarked;
