// The JSON that the server speaks, as types for the type checker: as much of it as the page reads. Nothing here runs.

/** @typedef {{ id: string, username: string, global_name?: string | null, nick?: string | null, bot?: boolean }} User */
/** @typedef {User & { dms_open: boolean, note?: string }} Person somebody whom one can be on this page */
/** @typedef {User & { roles: string[] }} Member */
/** @typedef {{ id: string, name: string, position: number }} Role */
/** @typedef {{ id: string, name: string, channels: Channel[], roles: Role[], members: Member[] }} Guild */
/** @typedef {{ archived: boolean, locked: boolean }} ThreadMetadata */
/** @typedef {Content & { author: User, flags: number }} Preview the newest message of a channel, in short */
/** @typedef {{ last_read: string, unread: number, mentions: number, preview?: Preview | null }} ReadState */

/**
 * A channel or a thread as one person sees it; `viewers` are the ids of everyone who does.
 * @typedef {ReadState & {
 *   id: string, type: number, name: string, parent_id?: string | null, position?: number, topic?: string | null,
 *   viewers: string[], can_send: boolean, last_message_id?: string | null, message_count?: number, thread_metadata?: ThreadMetadata,
 * }} Channel
 */

/** @typedef {Partial<ReadState> & { id: null, user: User }} UnopenedDm */
/** @typedef {ReadState & { id: string, user: User }} OpenedDm */
/** @typedef {UnopenedDm | OpenedDm} Dm */
/** @typedef {{ errors: boolean, rate_limit: boolean, gateway_away: boolean }} Weather */
/** @typedef {{ connected: boolean, running: boolean | null, busy: string, samples: boolean, practice: boolean, moved: number, weather: Weather }} BackstageState */
/** @typedef {{ me: Person, people: Person[], guilds: Guild[], dms: Dm[], backstage: BackstageState }} State */
/** @typedef {{ title: string, text: string, action: string, person: string | null, channel: string | null, says: string | null, until: "answer" | "word" | "look" }} Step */
/** @typedef {{ people: Person[], first_step: string, guide: Step[], samples_in: string, practice_in: string }} Known what a page is told before it is somebody's */

/**
 * @typedef {{
 *   filename: string, url: string, proxy_url?: string, size?: number, content_type?: string | null, description?: string,
 *   width?: number | null, height?: number | null, duration_secs?: number, waveform?: string | null,
 * }} Attachment
 */

/** @typedef {{ url: string, proxy_url?: string, width?: number | null, height?: number | null }} Media */
/** @typedef {{ id?: string | null, name: string }} Emoji */
/** @typedef {{ emoji: Emoji, count: number, me: boolean }} Reaction */

/**
 * @typedef {{
 *   title?: string, url?: string, description?: string, color?: number | null, timestamp?: string, image?: Media, thumbnail?: Media,
 *   author?: { name: string, url?: string, icon_url?: string }, footer?: { text: string, icon_url?: string }, fields?: EmbedField[],
 * }} Embed
 */

/** @typedef {{ name: string, value: string, inline?: boolean }} EmbedField */
/** @typedef {{ content: string, edited_timestamp?: string | null, attachments?: Attachment[], embeds?: Embed[] }} Content what a forward keeps */
/** @typedef {{ channel_id: string, message_id?: string }} MessageReference */

/**
 * `local` marks what this window made up itself; the server knows nothing of it.
 * @typedef {Content & {
 *   id: string, channel_id: string, type: number, flags: number, author: User, timestamp: string, local?: boolean,
 *   member?: { nick?: string | null }, mentions?: User[], mention_roles?: string[], mention_everyone?: boolean,
 *   components?: Component[], reactions?: Reaction[], thread?: Channel | null,
 *   interaction_metadata?: { user: User, name?: string, triggering_interaction_metadata?: { name?: string } }, message_reference?: MessageReference,
 *   referenced_message?: Message | null, message_snapshots?: { message: Content }[],
 * }} Message
 */

/** @typedef {{ label: string, value: string, description?: string, emoji?: Emoji, default?: boolean }} SelectOption */
/** @typedef {{ custom_id: string, placeholder?: string, min_values?: number, max_values?: number, required?: boolean, disabled?: boolean }} AnySelect */
/** @typedef {AnySelect & { type: 3, options: SelectOption[] }} StringSelect */
/** @typedef {AnySelect & { type: 5 | 6 | 7 | 8, channel_types?: number[], default_values?: { id: string }[] }} EntitySelect */
/** @typedef {StringSelect | EntitySelect} Select */
/** @typedef {{ type: 1, components: Component[] }} ActionRow */
/** @typedef {{ type: 2, style: number, label?: string, emoji?: Emoji, url?: string, custom_id?: string, disabled?: boolean }} Button */
/** @typedef {{ type: 9, components: Component[], accessory?: Component }} Section */
/** @typedef {{ type: 10, content: string }} TextDisplay */
/** @typedef {{ media: Media, description?: string | null, spoiler?: boolean }} MediaItem */
/** @typedef {MediaItem & { type: 11 }} Thumbnail */
/** @typedef {{ type: 12, items: MediaItem[] }} Gallery */
/** @typedef {{ type: 13, file: { url: string }, name?: string | null, size?: number | null }} FileComponent */
/** @typedef {{ type: 14, divider?: boolean, spacing?: number }} Separator */
/** @typedef {{ type: 17, components: Component[], accent_color?: number | null, spoiler?: boolean }} Container */
/** @typedef {ActionRow | Button | Select | Section | TextDisplay | Thumbnail | Gallery | FileComponent | Separator | Container} Component */

/**
 * @typedef {{
 *   type: 4, custom_id: string, style: number, label?: string, value?: string, placeholder?: string, required?: boolean,
 *   min_length?: number, max_length?: number,
 * }} TextInput
 */

/** @typedef {{ custom_id: string, options: SelectOption[], min_values?: number, max_values?: number, required?: boolean }} AnyGroup */
/** @typedef {AnyGroup & { type: 21 | 22 }} ChoiceGroup 21 lets one be chosen, 22 several */
/** @typedef {{ type: 23, custom_id: string, default?: boolean, required?: boolean }} Checkbox */
/** @typedef {{ type: 19, custom_id: string, min_values?: number, max_values?: number, required?: boolean }} FileUpload */
/** @typedef {TextInput | Select | ChoiceGroup | Checkbox | FileUpload} Field */
/** @typedef {{ type: 18, label: string, description?: string, component: Field }} Label */
/** @typedef {{ type: 1, components: TextInput[] }} TextInputRow */
/** @typedef {TextDisplay | TextInputRow | Label} ModalPart */
/** @typedef {{ title: string, custom_id: string, components: ModalPart[], submit?: string }} Modal */

/** @typedef {string | number | boolean} OptionValue */
/** @typedef {{ name: string, value: OptionValue, description?: string }} OptionChoice */

/**
 * @typedef {{
 *   type: number, name: string, description: string, required?: boolean, options?: CommandOption[], choices?: OptionChoice[],
 *   autocomplete?: boolean, channel_types?: number[], min_length?: number, max_length?: number, min_value?: number, max_value?: number,
 * }} CommandOption
 */

/** @typedef {{ id: string, name: string, type?: number, description?: string, options?: CommandOption[], application: User }} Command */
/** @typedef {{ file: number }} FileNumber which of the files beside the JSON is meant */
/** @typedef {{ [name: string]: OptionValue | FileNumber }} OptionValues */
/** @typedef {string | boolean | null | string[] | FileNumber[]} FieldValue */
/** @typedef {{ [customId: string]: FieldValue }} FieldValues */
/** @typedef {{ outcome: "answered" | "modal" | "failed", modal?: Modal }} Outcome what came of an interaction */

/** @typedef {{ seconds: number, waveform: string }} Voice */
/** @typedef {{ content: string, reply_to: string | null, ping: boolean, voice?: Voice }} Draft a message as it is sent */

/** @typedef {{ channel_id: string, message_id: string, user_id: string, emoji: Emoji }} ReactionChange */

/**
 * What happens to messages.
 * @typedef {{ t: "MESSAGE_CREATE" | "MESSAGE_UPDATE", d: Message }
 *   | { t: "MESSAGE_DELETE", d: { channel_id: string, id: string } }
 *   | { t: "MESSAGE_DELETE_BULK", d: { channel_id: string, ids: string[] } }
 *   | { t: "MESSAGE_REACTION_ADD" | "MESSAGE_REACTION_REMOVE", d: ReactionChange }} MessageChange
 */

/**
 * @typedef {MessageChange
 *   | { t: "MESSAGE_ACK", d: { channel_id: string, message_id: string } }
 *   | { t: "TYPING_START", d: { channel_id: string, user_id: string } }
 *   | { t: "BACKSTAGE_UPDATE", d: BackstageState }
 *   | { t: "STARTED_OVER" | "HISTORY_CHANGED" }
 *   | { t: `GUILD_${string}` | `CHANNEL_${string}` | `THREAD_${string}` | `USER_${string}` | "READY" }} Happening
 */

/** @typedef {{ at: number, title: string }} AnyEntry */
/** @typedef {AnyEntry & { kind: "connection" }} ConnectionEntry */
/** @typedef {AnyEntry & { kind: "gateway", seq: number, delivered: boolean, data: string }} EventEntry */

/**
 * JSON in it is text, for numbers in it may be too large for JavaScript.
 * @typedef {AnyEntry & {
 *   kind: "rest", status: number | null, took: number, fault: string | null, files: string[],
 *   query: string | null, request: string | null, response: string | null,
 * }} RequestEntry
 */

/** @typedef {ConnectionEntry | EventEntry | RequestEntry} WireEntry */

export {};
