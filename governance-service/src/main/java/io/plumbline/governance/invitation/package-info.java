/// Invitations by link: users without a password who may only annotate.
@NullMarked
package io.plumbline.governance.invitation;

import org.jspecify.annotations.NullMarked;
