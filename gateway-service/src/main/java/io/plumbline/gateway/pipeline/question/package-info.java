/// Questions of guards to a person, and the approval of a call.
@NullMarked
package io.plumbline.gateway.pipeline.question;

import org.jspecify.annotations.NullMarked;
