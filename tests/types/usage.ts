// What a client writes with the types of the reference: this must compile, and each line that is marked must not.
import { createClient } from "@supabase/supabase-js"
import { Constants } from "./database.types"
import type { Database, Enums, Json, Tables, TablesInsert, TablesUpdate } from "./database.types"

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
function same<A, B>(_yes: Equal<A, B>): void {}

// Rows.
same<Tables<"event_tickets">["amount_paid"], number | null>(true)
same<Tables<"event_tickets">["seat_no"], number>(true)
same<Tables<"campaigns">["stats"], NonNullable<Json>>(true)
same<Tables<"event_ticket_summary">["sold"], number | null>(true)
same<Tables<{ schema: "public" }, "members">, Tables<"members">>(true)
same<keyof Database["public"]["Views"], "event_ticket_summary">(true)
// @ts-expect-error there is no such table
type NoTable = Tables<"tickets">
// @ts-expect-error stats is never null
const stats: Tables<"campaigns">["stats"] = null

// What an INSERT needs, and what an UPDATE may leave out.
const ticketType: TablesInsert<"ticket_types"> = { event_id: "e", name: "Standing", organization_id: "o" }
const nothingChanged: TablesUpdate<"ticket_types"> = {}
const freed: TablesUpdate<"ticket_types"> = { quantity_total: null }
// @ts-expect-error organization_id is missing
const incomplete: TablesInsert<"ticket_types"> = { event_id: "e", name: "Standing" }
// @ts-expect-error the column cannot be null
const noName: TablesUpdate<"ticket_types"> = { name: null }
// @ts-expect-error a view that nobody can write has no Insert
type ViewInsert = TablesInsert<"event_ticket_summary">

// Enums and their labels.
same<Enums<"member_role">, (typeof Constants)["public"]["Enums"]["member_role"][number]>(true)
const role: Enums<"member_role"> = "event_organizer"
// @ts-expect-error not a label
const noRole: Enums<"member_role"> = "organizer"

// The client itself.
const client = createClient<Database>("http://localhost:54321", "key")

export async function uses() {
  const tickets = await client
    .from("event_tickets")
    .select("id, seat_no, events(title), members!event_tickets_member_id_fkey(email)")
    .single()
    .throwOnError()
  same<typeof tickets.data.seat_no, number>(true)
  same<typeof tickets.data.events, { title: string }>(true)
  same<typeof tickets.data.members, { email: string } | null>(true)

  const summary = await client.from("event_ticket_summary").select("sold, events(title)").throwOnError()
  same<(typeof summary.data)[number]["sold"], number | null>(true)

  const checkedIn = await client.rpc("check_in_ticket", { p_ticket_number: "T-1" }).throwOnError()
  same<typeof checkedIn.data.status, string>(true)
  const preferences = await client.rpc("get_notification_preferences", { p_organization_id: "o" }).throwOnError()
  same<(typeof preferences.data)[number]["email_effective"], boolean>(true)
  await client.rpc("unsubscribe_by_token", { p_token: "t" })
  await client.rpc("unsubscribe_by_token", { p_token: "t", p_category: "all" })
  await client.from("ticket_types").insert(ticketType)
  await client.from("ticket_types").update(freed).eq("id", "x")

  // @ts-expect-error the argument is called otherwise
  await client.rpc("check_in_ticket", { ticket_number: "T-1" })
  // @ts-expect-error there is no such function
  await client.rpc("check_out_ticket", {})
  // @ts-expect-error there is no such column
  await client.from("event_tickets").insert({ seat: 1 })
  // @ts-expect-error a number
  await client.from("event_tickets").update({ seat_no: "1" })
  const noColumn = await client.from("event_tickets").select("seat").throwOnError()
  // @ts-expect-error nothing is there but an error
  noColumn.data[0].seat.toFixed()
}

export { freed, incomplete, noName, noRole, nothingChanged, role, stats }
export type { NoTable, ViewInsert }
