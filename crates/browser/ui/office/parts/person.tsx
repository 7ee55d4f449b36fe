/** What somebody is here: name, roles, groups. */
import type { VNode } from "preact";
import { useAround } from "./around.ts";

export function RolesOf(props: { roles: readonly string[]; groups: readonly string[] }): VNode {
  const { t } = useAround();
  const roles = props.roles.map((role) => t(`role-${role}`)).join(", ");
  return <>{props.groups.length === 0 ? roles : t("roles-in-groups", { roles, groups: props.groups.join(", ") })}</>;
}
