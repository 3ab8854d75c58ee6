/// Users, their grants, and their sessions.
@NullMarked
package io.plumbline.governance.user;

import org.jspecify.annotations.NullMarked;
