package discordtest

import "encoding/json"

// What goes over the wire. The fields are those that bots read.

type wireUser struct {
	ID            string  `json:"id"`
	Username      string  `json:"username"`
	GlobalName    *string `json:"global_name"`
	Discriminator string  `json:"discriminator"`
	Avatar        *string `json:"avatar"`
	Bot           bool    `json:"bot,omitempty"`
}

type wireMember struct {
	User        *wireUser `json:"user,omitempty"`
	Nick        *string   `json:"nick"`
	Roles       []string  `json:"roles"`
	JoinedAt    string    `json:"joined_at"`
	Deaf        bool      `json:"deaf"`
	Mute        bool      `json:"mute"`
	Flags       int       `json:"flags"`
	Permissions string    `json:"permissions,omitempty"`
}

type wireChannel struct {
	ID            string      `json:"id"`
	Type          int         `json:"type"`
	GuildID       string      `json:"guild_id,omitempty"`
	Name          string      `json:"name,omitempty"`
	LastMessageID *string     `json:"last_message_id"`
	Flags         int         `json:"flags"`
	Recipients    []*wireUser `json:"recipients,omitempty"`
	Permissions   string      `json:"permissions,omitempty"`
}

type wireRole struct {
	ID          string `json:"id"`
	Name        string `json:"name"`
	Permissions string `json:"permissions"`
	Position    int    `json:"position"`
	Color       int    `json:"color"`
	Hoist       bool   `json:"hoist"`
	Managed     bool   `json:"managed"`
	Mentionable bool   `json:"mentionable"`
	Flags       int    `json:"flags"`
}

type wireGuild struct {
	ID              string        `json:"id"`
	Name            string        `json:"name"`
	OwnerID         string        `json:"owner_id"`
	PreferredLocale string        `json:"preferred_locale"`
	Roles           []wireRole    `json:"roles"`
	Channels        []wireChannel `json:"channels,omitempty"`
	Members         []wireMember  `json:"members,omitempty"`
	MemberCount     int           `json:"member_count,omitempty"`
	JoinedAt        string        `json:"joined_at,omitempty"`
	Features        []string      `json:"features"`
	Unavailable     bool          `json:"unavailable,omitempty"`
}

type wireAttachment struct {
	ID          string `json:"id"`
	Filename    string `json:"filename"`
	Description string `json:"description,omitempty"`
	ContentType string `json:"content_type,omitempty"`
	Size        int    `json:"size"`
	URL         string `json:"url"`
	ProxyURL    string `json:"proxy_url"`
	Ephemeral   bool   `json:"ephemeral,omitempty"`
}

type wireSticker struct {
	ID         string `json:"id"`
	Name       string `json:"name"`
	FormatType int    `json:"format_type"`
}

type wireMessage struct {
	ID                  string           `json:"id"`
	ChannelID           string           `json:"channel_id"`
	GuildID             string           `json:"guild_id,omitempty"`
	Author              *wireUser        `json:"author"`
	Member              *wireMember      `json:"member,omitempty"`
	Content             string           `json:"content"`
	Timestamp           string           `json:"timestamp"`
	EditedTimestamp     *string          `json:"edited_timestamp"`
	TTS                 bool             `json:"tts"`
	MentionEveryone     bool             `json:"mention_everyone"`
	Mentions            []*wireUser      `json:"mentions"`
	MentionRoles        []string         `json:"mention_roles"`
	Attachments         []wireAttachment `json:"attachments"`
	Embeds              json.RawMessage  `json:"embeds"`
	Components          json.RawMessage  `json:"components"`
	StickerItems        []wireSticker    `json:"sticker_items,omitempty"`
	Pinned              bool             `json:"pinned"`
	Type                int              `json:"type"`
	Flags               int              `json:"flags"`
	Nonce               json.RawMessage  `json:"nonce,omitempty"`
	ApplicationID       string           `json:"application_id,omitempty"`
	WebhookID           string           `json:"webhook_id,omitempty"`
	InteractionMetadata *wireMetadata    `json:"interaction_metadata,omitempty"`
}

type wireMetadata struct {
	ID   string    `json:"id"`
	Type int       `json:"type"`
	User *wireUser `json:"user"`
}

type wireInteraction struct {
	ID              string            `json:"id"`
	ApplicationID   string            `json:"application_id"`
	Type            int               `json:"type"`
	Data            json.RawMessage   `json:"data,omitempty"`
	GuildID         string            `json:"guild_id,omitempty"`
	Channel         *wireChannel      `json:"channel,omitempty"`
	ChannelID       string            `json:"channel_id,omitempty"`
	Member          *wireMember       `json:"member,omitempty"`
	User            *wireUser         `json:"user,omitempty"`
	Token           string            `json:"token"`
	Version         int               `json:"version"`
	Message         *wireMessage      `json:"message,omitempty"`
	AppPermissions  string            `json:"app_permissions"`
	Locale          string            `json:"locale,omitempty"`
	GuildLocale     string            `json:"guild_locale,omitempty"`
	Entitlements    []struct{}        `json:"entitlements"`
	Owners          map[string]string `json:"authorizing_integration_owners"`
	Context         int               `json:"context"`
	AttachmentLimit int               `json:"attachment_size_limit"`
}

// Flags of a message.
const (
	flagEphemeral  = 1 << 6
	flagLoading    = 1 << 7
	flagComponents = 1 << 15
)

// Kinds of channel.
const (
	channelText  = 0
	channelDM    = 1
	channelGroup = 3

	channelThread = 11
)
