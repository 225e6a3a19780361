export type Json =
  | string
  | number
  | boolean
  | null
  | { [key: string]: Json | undefined }
  | Json[]

export type Database = {
  public: {
    Tables: {
      posts: {
        Row: {
          body: string | null
          id: number
          user_id: number | null
          writer: {
            id: number
            name: string
            settings: NonNullable<Json>
          } | null
        }
        Insert: {
          body?: string | null
          id: number
          user_id?: number | null
        }
        Update: {
          body?: string | null
          id?: number
          user_id?: number | null
        }
        Relationships: [
          {
            foreignKeyName: "posts_user_id_fkey"
            columns: ["user_id"]
            isOneToOne: false
            referencedRelation: "active_users"
            referencedColumns: ["id"]
          },
          {
            foreignKeyName: "posts_user_id_fkey"
            columns: ["user_id"]
            isOneToOne: false
            referencedRelation: "users"
            referencedColumns: ["id"]
          },
        ]
      }
      users: {
        Row: {
          id: number
          name: string
          settings: NonNullable<Json>
          full_name: string | null
          initials: string | null
          last_post: {
            body: string | null
            id: number
            user_id: number | null
          } | null
          posts_of: {
            body: string | null
            id: number
            user_id: number | null
          } | null
          row_or_body: string | null
          stats: {
            at: string
            n: number
          } | null
          takes_user: number | null
          user_json: Json | null
          user_pair: Database["public"]["CompositeTypes"]["pair"] | null
          user_ranges: unknown
        }
        Insert: {
          id: number
          name: string
          settings: NonNullable<Json>
        }
        Update: {
          id?: number
          name?: string
          settings?: NonNullable<Json>
        }
        Relationships: []
      }
    }
    Views: {
      active_users: {
        Row: {
          id: number | null
          name: string | null
          of_view: Database["public"]["Enums"]["mood"] | null
          tags: string[] | null
        }
        Insert: {
          id?: number | null
          name?: string | null
        }
        Update: {
          id?: number | null
          name?: string | null
        }
        Relationships: []
      }
    }
    Functions: {
      a_pair: {
        Args: Record<PropertyKey, never>
        Returns: Database["public"]["CompositeTypes"]["pair"]
        SetofOptions: {
          from: "*"
          to: "pair"
          isOneToOne: true
          isSetofReturn: false
        }
      }
      a_range: { Args: { r: unknown }; Returns: unknown }
      a_record: {
        Args: Record<PropertyKey, never>
        Returns: Record<string, unknown>
      }
      a_user: {
        Args: Record<PropertyKey, never>
        Returns: {
          id: number
          name: string
          settings: NonNullable<Json>
        }
        SetofOptions: {
          from: "*"
          to: "users"
          isOneToOne: true
          isSetofReturn: false
        }
      }
      anything: { Args: { a: unknown }; Returns: unknown }
      arrays: {
        Args: {
          a: number[]
          j: Json[]
          m: Database["public"]["Enums"]["mood"][]
          p: Database["public"]["CompositeTypes"]["pair"][]
        }
        Returns: Database["public"]["Enums"]["mood"][]
      }
      body_default: { Args: { ""?: string }; Returns: string }
      body_json: { Args: { "": Json }; Returns: Json }
      body_jsonb: { Args: { "": Json }; Returns: Json }
      body_text: { Args: { "": string }; Returns: string }
      clash:
        | {
            Args: { a: number }
            Returns: {
              error: true
            } & "Could not choose the best candidate function between: public.clash(a => int4), public.clash(a => text), public.clash(a => uuid). Try renaming the parameters or the function itself in the database so function overloading can be resolved"
          }
        | {
            Args: { a: string }
            Returns: {
              error: true
            } & "Could not choose the best candidate function between: public.clash(a => int4), public.clash(a => text), public.clash(a => uuid). Try renaming the parameters or the function itself in the database so function overloading can be resolved"
          }
        | {
            Args: { a: string }
            Returns: {
              error: true
            } & "Could not choose the best candidate function between: public.clash(a => int4), public.clash(a => text), public.clash(a => uuid). Try renaming the parameters or the function itself in the database so function overloading can be resolved"[]
          }
      clash_default:
        | {
            Args: Record<PropertyKey, never>
            Returns: {
              error: true
            } & "Could not choose the best candidate function between: public.clash_default(), public.clash_default( => text). Try renaming the parameters or the function itself in the database so function overloading can be resolved"
          }
        | { Args: { ""?: string }; Returns: string }
      defaults: {
        Args: { a?: string; m?: Database["public"]["Enums"]["mood"]; z: number }
        Returns: string
      }
      full_name: {
        Args: { "": Database["public"]["Tables"]["users"]["Row"] }
        Returns: {
          error: true
        } & "the function public.full_name with parameter or with a single unnamed json/jsonb parameter, but no matches were found in the schema cache"
      }
      gives_json: { Args: Record<PropertyKey, never>; Returns: Json }
      half_default: { Args: { ""?: string; a: string }; Returns: string }
      hidden_enum: { Args: { m: "calm" | "wild" }; Returns: "calm" | "wild" }
      hidden_enums: {
        Args: { m: ("calm" | "wild")[] }
        Returns: ("calm" | "wild")[]
      }
      hidden_pair: {
        Args: Record<PropertyKey, never>
        Returns: unknown
        SetofOptions: {
          from: "*"
          to: "secret_pair"
          isOneToOne: true
          isSetofReturn: false
        }
      }
      hidden_rows: {
        Args: Record<PropertyKey, never>
        Returns: unknown[]
        SetofOptions: {
          from: "*"
          to: "secrets"
          isOneToOne: false
          isSetofReturn: true
        }
      }
      hidden_set: {
        Args: Record<PropertyKey, never>
        Returns: "calm" | "wild"[]
      }
      in_domain: { Args: { p: unknown }; Returns: unknown }
      initials: {
        Args: { u: Database["public"]["Tables"]["users"]["Row"] }
        Returns: string
      }
      last_post: {
        Args: { "": Database["public"]["Tables"]["users"]["Row"] }
        Returns: {
          body: string | null
          id: number
          user_id: number | null
        }
        SetofOptions: {
          from: "users"
          to: "posts"
          isOneToOne: true
          isSetofReturn: true
        }
      }
      many: { Args: { names: string[] }; Returns: string[] }
      nothing: { Args: Record<PropertyKey, never>; Returns: undefined }
      of_hidden: {
        Args: { "": unknown }
        Returns: {
          error: true
        } & "the function public.of_hidden with parameter or with a single unnamed json/jsonb parameter, but no matches were found in the schema cache"
      }
      of_pair: {
        Args: { "": Database["public"]["CompositeTypes"]["pair"] }
        Returns: {
          error: true
        } & "the function public.of_pair with parameter or with a single unnamed json/jsonb parameter, but no matches were found in the schema cache"
      }
      of_view: {
        Args: { "": Database["public"]["Views"]["active_users"]["Row"] }
        Returns: {
          error: true
        } & "the function public.of_view with parameter or with a single unnamed json/jsonb parameter, but no matches were found in the schema cache"
      }
      one: { Args: { a: number }; Returns: number }
      one_out: { Args: Record<PropertyKey, never>; Returns: string }
      other_names:
        | { Args: { a: number }; Returns: number }
        | { Args: { b: string }; Returns: number }
      out_between: { Args: { a: number; c: number }; Returns: string }
      out_first: { Args: { a: number; c?: number; d: number }; Returns: string }
      over:
        | {
            Args: Record<PropertyKey, never>
            Returns: {
              id: number
              name: string
              settings: NonNullable<Json>
            }[]
            SetofOptions: {
              from: "*"
              to: "users"
              isOneToOne: false
              isSetofReturn: true
            }
          }
        | { Args: { a: number }; Returns: number }
        | { Args: { a: number; b: number }; Returns: number }
      pair_to_user: {
        Args: { p: Database["public"]["CompositeTypes"]["pair"] }
        Returns: {
          id: number
          name: string
          settings: NonNullable<Json>
        }
        SetofOptions: {
          from: "pair"
          to: "users"
          isOneToOne: true
          isSetofReturn: false
        }
      }
      pairs: {
        Args: Record<PropertyKey, never>
        Returns: Database["public"]["CompositeTypes"]["pair"][]
        SetofOptions: {
          from: "*"
          to: "pair"
          isOneToOne: false
          isSetofReturn: true
        }
      }
      posts_of: {
        Args: { "": Database["public"]["Tables"]["users"]["Row"] }
        Returns: {
          body: string | null
          id: number
          user_id: number | null
        }[]
        SetofOptions: {
          from: "users"
          to: "posts"
          isOneToOne: false
          isSetofReturn: true
        }
      }
      "Quoted name": {
        Args: { "An argument": number; 'b"c': string }
        Returns: number
      }
      records: {
        Args: Record<PropertyKey, never>
        Returns: Record<string, unknown>[]
      }
      returns_table: {
        Args: { b: number }
        Returns: {
          alpha: string
          m: Database["public"]["Enums"]["mood"]
          zeta: number
        }[]
      }
      returns_table_one: {
        Args: Record<PropertyKey, never>
        Returns: {
          zeta: number
        }[]
      }
      row_or_body:
        | { Args: { "": Json }; Returns: string }
        | {
            Args: { "": Database["public"]["Tables"]["users"]["Row"] }
            Returns: {
              error: true
            } & "the function public.row_or_body with parameter or with a single unnamed json/jsonb parameter, but no matches were found in the schema cache"
          }
      set_of_int: { Args: Record<PropertyKey, never>; Returns: number[] }
      set_of_int_one: { Args: Record<PropertyKey, never>; Returns: number[] }
      set_of_users: {
        Args: Record<PropertyKey, never>
        Returns: {
          id: number
          name: string
          settings: NonNullable<Json>
        }[]
        SetofOptions: {
          from: "*"
          to: "users"
          isOneToOne: false
          isSetofReturn: true
        }
      }
      set_of_users_one: {
        Args: Record<PropertyKey, never>
        Returns: {
          id: number
          name: string
          settings: NonNullable<Json>
        }
        SetofOptions: {
          from: "*"
          to: "users"
          isOneToOne: true
          isSetofReturn: true
        }
      }
      set_of_view: {
        Args: Record<PropertyKey, never>
        Returns: {
          id: number | null
          name: string | null
        }[]
        SetofOptions: {
          from: "*"
          to: "active_users"
          isOneToOne: false
          isSetofReturn: true
        }
      }
      stats: {
        Args: { u: Database["public"]["Tables"]["users"]["Row"] }
        Returns: {
          at: string
          n: number
        }[]
      }
      tags: {
        Args: { "": Database["public"]["Views"]["active_users"]["Row"] }
        Returns: {
          error: true
        } & "the function public.tags with parameter or with a single unnamed json/jsonb parameter, but no matches were found in the schema cache"
      }
      takes_user: {
        Args: { u: Database["public"]["Tables"]["users"]["Row"] }
        Returns: number
      }
      user_json: {
        Args: { "": Database["public"]["Tables"]["users"]["Row"] }
        Returns: {
          error: true
        } & "the function public.user_json with parameter or with a single unnamed json/jsonb parameter, but no matches were found in the schema cache"
      }
      user_pair: {
        Args: { "": Database["public"]["Tables"]["users"]["Row"] }
        Returns: Database["public"]["CompositeTypes"]["pair"]
        SetofOptions: {
          from: "users"
          to: "pair"
          isOneToOne: true
          isSetofReturn: false
        }
      }
      user_ranges: {
        Args: { "": Database["public"]["Tables"]["users"]["Row"] }
        Returns: {
          error: true
        } & "the function public.user_ranges with parameter or with a single unnamed json/jsonb parameter, but no matches were found in the schema cache"
      }
      wide_overload:
        | {
            Args: {
              another_argument: Database["public"]["Enums"]["mood"][]
              first_argument_with_a_long_name: number
              third_argument_here: Json
            }
            Returns: Database["public"]["Enums"]["mood"][]
          }
        | {
            Args: {
              first_argument_with_a_long_name: number
              second_argument?: string
            }
            Returns: {
              id: number
              name: string
            }[]
          }
      with_out: { Args: { a: number }; Returns: Record<string, unknown> }
      writer: {
        Args: { "": Database["public"]["Tables"]["posts"]["Row"] }
        Returns: {
          id: number
          name: string
          settings: NonNullable<Json>
        }
        SetofOptions: {
          from: "posts"
          to: "users"
          isOneToOne: true
          isSetofReturn: false
        }
      }
    }
    Enums: {
      mood: "sad" | "ok"
    }
    CompositeTypes: {
      pair: {
        a: number | null
        b: string | null
      }
    }
  }
}

type DatabaseWithoutInternals = Omit<Database, "__InternalSupabase">

type DefaultSchema = DatabaseWithoutInternals[Extract<keyof Database, "public">]

export type Tables<
  DefaultSchemaTableNameOrOptions extends
    | keyof (DefaultSchema["Tables"] & DefaultSchema["Views"])
    | { schema: keyof DatabaseWithoutInternals },
  TableName extends (DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof (DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"] &
        DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Views"])
    : never) = never,
> = DefaultSchemaTableNameOrOptions extends {
  schema: keyof DatabaseWithoutInternals
}
  ? (DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"] &
      DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Views"])[TableName] extends {
      Row: infer R
    }
    ? R
    : never
  : DefaultSchemaTableNameOrOptions extends keyof (DefaultSchema["Tables"] &
        DefaultSchema["Views"])
    ? (DefaultSchema["Tables"] &
        DefaultSchema["Views"])[DefaultSchemaTableNameOrOptions] extends {
        Row: infer R
      }
      ? R
      : never
    : never

export type TablesInsert<
  DefaultSchemaTableNameOrOptions extends
    | keyof DefaultSchema["Tables"]
    | { schema: keyof DatabaseWithoutInternals },
  TableName extends (DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"]
    : never) = never,
> = DefaultSchemaTableNameOrOptions extends {
  schema: keyof DatabaseWithoutInternals
}
  ? DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"][TableName] extends {
      Insert: infer I
    }
    ? I
    : never
  : DefaultSchemaTableNameOrOptions extends keyof DefaultSchema["Tables"]
    ? DefaultSchema["Tables"][DefaultSchemaTableNameOrOptions] extends {
        Insert: infer I
      }
      ? I
      : never
    : never

export type TablesUpdate<
  DefaultSchemaTableNameOrOptions extends
    | keyof DefaultSchema["Tables"]
    | { schema: keyof DatabaseWithoutInternals },
  TableName extends (DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"]
    : never) = never,
> = DefaultSchemaTableNameOrOptions extends {
  schema: keyof DatabaseWithoutInternals
}
  ? DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"][TableName] extends {
      Update: infer U
    }
    ? U
    : never
  : DefaultSchemaTableNameOrOptions extends keyof DefaultSchema["Tables"]
    ? DefaultSchema["Tables"][DefaultSchemaTableNameOrOptions] extends {
        Update: infer U
      }
      ? U
      : never
    : never

export type Enums<
  DefaultSchemaEnumNameOrOptions extends
    | keyof DefaultSchema["Enums"]
    | { schema: keyof DatabaseWithoutInternals },
  EnumName extends (DefaultSchemaEnumNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaEnumNameOrOptions["schema"]]["Enums"]
    : never) = never,
> = DefaultSchemaEnumNameOrOptions extends {
  schema: keyof DatabaseWithoutInternals
}
  ? DatabaseWithoutInternals[DefaultSchemaEnumNameOrOptions["schema"]]["Enums"][EnumName]
  : DefaultSchemaEnumNameOrOptions extends keyof DefaultSchema["Enums"]
    ? DefaultSchema["Enums"][DefaultSchemaEnumNameOrOptions]
    : never

export type CompositeTypes<
  PublicCompositeTypeNameOrOptions extends
    | keyof DefaultSchema["CompositeTypes"]
    | { schema: keyof DatabaseWithoutInternals },
  CompositeTypeName extends (PublicCompositeTypeNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[PublicCompositeTypeNameOrOptions["schema"]]["CompositeTypes"]
    : never) = never,
> = PublicCompositeTypeNameOrOptions extends {
  schema: keyof DatabaseWithoutInternals
}
  ? DatabaseWithoutInternals[PublicCompositeTypeNameOrOptions["schema"]]["CompositeTypes"][CompositeTypeName]
  : PublicCompositeTypeNameOrOptions extends keyof DefaultSchema["CompositeTypes"]
    ? DefaultSchema["CompositeTypes"][PublicCompositeTypeNameOrOptions]
    : never

export const Constants = {
  public: {
    Enums: {
      mood: ["sad", "ok"],
    },
  },
} as const

