export type Json =
  | string
  | number
  | boolean
  | null
  | { [key: string]: Json | undefined }
  | Json[]

export type Database = {
  api: {
    Tables: {
      parts: {
        Row: {
          id: number | null
          l:
            | "a label that is rather long"
            | "another label that is rather long"
            | "short"
          u: Database["api"]["Tables"]["things"]["Row"][] | null
        }
        Insert: {
          id?: number | null
          l?:
            | "a label that is rather long"
            | "another label that is rather long"
            | "short"
          u?: Database["api"]["Tables"]["things"]["Row"][] | null
        }
        Update: {
          id?: number | null
          l?:
            | "a label that is rather long"
            | "another label that is rather long"
            | "short"
          u?: Database["api"]["Tables"]["things"]["Row"][] | null
        }
        Relationships: [
          {
            foreignKeyName: "parts_id_fkey"
            columns: ["id"]
            isOneToOne: false
            referencedRelation: "things"
            referencedColumns: ["id"]
          },
        ]
      }
      things: {
        Row: {
          id: number
          s: Database["api"]["Enums"]["state"] | null
          t: Database["public"]["Tables"]["things"]["Row"] | null
          parts_of: {
            id: number | null
            l:
              | "a label that is rather long"
              | "another label that is rather long"
              | "short"
            u: Database["api"]["Tables"]["things"]["Row"][] | null
          } | null
        }
        Insert: {
          id: number
          s?: Database["api"]["Enums"]["state"] | null
          t?: Database["public"]["Tables"]["things"]["Row"] | null
        }
        Update: {
          id?: number
          s?: Database["api"]["Enums"]["state"] | null
          t?: Database["public"]["Tables"]["things"]["Row"] | null
        }
        Relationships: [
          {
            foreignKeyName: "things_id_fkey"
            columns: ["id"]
            isOneToOne: true
            referencedRelation: "all_things"
            referencedColumns: ["id"]
          },
        ]
      }
    }
    Views: {
      all_things: {
        Row: {
          id: number | null
          l:
            | "a label that is rather long"
            | "another label that is rather long"
            | "short"
            | null
          ls:
            | (
                | "a label that is rather long"
                | "another label that is rather long"
                | "short"
              )[]
            | null
          lsn:
            | (
                | "a label that is rather long"
                | "another label that is rather long"
                | "short"
              )[]
            | null
          s1: Database["public"]["Enums"]["state"] | null
          s2: Database["api"]["Enums"]["state"] | null
          s3: "e" | "f" | null
          sh: unknown
          sh2: Database["api"]["CompositeTypes"]["shape"] | null
          t: Database["api"]["Tables"]["things"]["Row"] | null
        }
        Insert: {
          id?: number | null
          l?:
            | "a label that is rather long"
            | "another label that is rather long"
            | "short"
            | null
          ls?:
            | (
                | "a label that is rather long"
                | "another label that is rather long"
                | "short"
              )[]
            | null
          lsn?:
            | (
                | "a label that is rather long"
                | "another label that is rather long"
                | "short"
              )[]
            | null
          s1?: Database["public"]["Enums"]["state"] | null
          s2?: Database["api"]["Enums"]["state"] | null
          s3?: "e" | "f" | null
          sh?: unknown
          sh2?: Database["api"]["CompositeTypes"]["shape"] | null
          t?: Database["api"]["Tables"]["things"]["Row"] | null
        }
        Update: {
          id?: number | null
          l?:
            | "a label that is rather long"
            | "another label that is rather long"
            | "short"
            | null
          ls?:
            | (
                | "a label that is rather long"
                | "another label that is rather long"
                | "short"
              )[]
            | null
          lsn?:
            | (
                | "a label that is rather long"
                | "another label that is rather long"
                | "short"
              )[]
            | null
          s1?: Database["public"]["Enums"]["state"] | null
          s2?: Database["api"]["Enums"]["state"] | null
          s3?: "e" | "f" | null
          sh?: unknown
          sh2?: Database["api"]["CompositeTypes"]["shape"] | null
          t?: Database["api"]["Tables"]["things"]["Row"] | null
        }
        Relationships: []
      }
    }
    Functions: {
      levels: {
        Args: {
          l?:
            | "a label that is rather long"
            | "another label that is rather long"
            | "short"
        }
        Returns: (
          | "a label that is rather long"
          | "another label that is rather long"
          | "short"
        )[]
      }
      parts_of: {
        Args: { "": Database["api"]["Tables"]["things"]["Row"] }
        Returns: {
          id: number | null
          l:
            | "a label that is rather long"
            | "another label that is rather long"
            | "short"
          u: Database["api"]["Tables"]["things"]["Row"][] | null
        }[]
        SetofOptions: {
          from: "api.things"
          to: "parts"
          isOneToOne: false
          isSetofReturn: true
        }
      }
      thing: {
        Args: { id: number }
        Returns: Database["public"]["Tables"]["things"]["Row"]
        SetofOptions: {
          from: "*"
          to: "things"
          isOneToOne: true
          isSetofReturn: false
        }
      }
      things_of: {
        Args: { "": Database["public"]["Tables"]["things"]["Row"] }
        Returns: {
          id: number
          s: Database["api"]["Enums"]["state"] | null
          t: Database["public"]["Tables"]["things"]["Row"] | null
        }[]
        SetofOptions: {
          from: "things"
          to: "things"
          isOneToOne: false
          isSetofReturn: true
        }
      }
    }
    Enums: {
      state: "c" | "d"
    }
    CompositeTypes: {
      shape: {
        y: number | null
        s: Database["api"]["Enums"]["state"] | null
        t: Database["public"]["Enums"]["state"] | null
        u: "e" | "f" | null
      }
    }
  }
  Empty: {
    Tables: {
      [_ in never]: never
    }
    Views: {
      [_ in never]: never
    }
    Functions: {
      [_ in never]: never
    }
    Enums: {
      [_ in never]: never
    }
    CompositeTypes: {
      [_ in never]: never
    }
  }
  public: {
    Tables: {
      things: {
        Row: {
          id: number
          l:
            | "a label that is rather long"
            | "another label that is rather long"
            | "short"
          ls:
            | (
                | "a label that is rather long"
                | "another label that is rather long"
                | "short"
              )[]
            | null
          lsn: (
            | "a label that is rather long"
            | "another label that is rather long"
            | "short"
          )[]
          s1: Database["public"]["Enums"]["state"] | null
          s2: Database["api"]["Enums"]["state"]
          s3: "e" | "f" | null
          sh: unknown
          sh2: Database["api"]["CompositeTypes"]["shape"] | null
          t: Database["api"]["Tables"]["things"]["Row"] | null
        }
        Insert: {
          id: number
          l:
            | "a label that is rather long"
            | "another label that is rather long"
            | "short"
          ls?:
            | (
                | "a label that is rather long"
                | "another label that is rather long"
                | "short"
              )[]
            | null
          lsn: (
            | "a label that is rather long"
            | "another label that is rather long"
            | "short"
          )[]
          s1?: Database["public"]["Enums"]["state"] | null
          s2: Database["api"]["Enums"]["state"]
          s3?: "e" | "f" | null
          sh?: unknown
          sh2?: Database["api"]["CompositeTypes"]["shape"] | null
          t?: Database["api"]["Tables"]["things"]["Row"] | null
        }
        Update: {
          id?: number
          l?:
            | "a label that is rather long"
            | "another label that is rather long"
            | "short"
          ls?:
            | (
                | "a label that is rather long"
                | "another label that is rather long"
                | "short"
              )[]
            | null
          lsn?: (
            | "a label that is rather long"
            | "another label that is rather long"
            | "short"
          )[]
          s1?: Database["public"]["Enums"]["state"] | null
          s2?: Database["api"]["Enums"]["state"]
          s3?: "e" | "f" | null
          sh?: unknown
          sh2?: Database["api"]["CompositeTypes"]["shape"] | null
          t?: Database["api"]["Tables"]["things"]["Row"] | null
        }
        Relationships: []
      }
    }
    Views: {
      [_ in never]: never
    }
    Functions: {
      shaped: {
        Args: { s: Database["api"]["CompositeTypes"]["shape"] }
        Returns: unknown
        SetofOptions: {
          from: "api.shape"
          to: "shape"
          isOneToOne: true
          isSetofReturn: false
        }
      }
    }
    Enums: {
      state: "a" | "b"
    }
    CompositeTypes: {
      [_ in never]: never
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
  api: {
    Enums: {
      state: ["c", "d"],
    },
  },
  Empty: {
    Enums: {},
  },
  public: {
    Enums: {
      state: ["a", "b"],
    },
  },
} as const

